import type { JudgedCount, JudgedLook } from './counted.ts';
import { beforeServer } from './before.ts';
import { isFastEnough } from './edges.ts';
import { isDeaf } from './heard.ts';
import { judgePage } from './judge-page.ts';
import { signalAfter, signalStart } from './judge-signal.ts';
import type { JudgeState } from './judge-state.ts';
import type { JudgedSignal } from './judged-signal.ts';
import { memoryAfter } from './leak.ts';
import { pairedLook } from './paired-look.ts';
import { restartsAfter } from './restarts.ts';
import { measureFor } from './ruler.ts';
import { roleOfSignal, type SignalRole } from './signal-role.ts';
import { stayingAfter } from './staying.ts';
import { keyOf, serversWithUsers, warmingAfter } from './warm-up.ts';

/** A gap in looks counts for no more of the soak than this. */
const mostCreditMs = 90_000;
/** A server that was not seen for this long is forgotten. */
const forgetMs = 3_600_000;
const refreshMs = 600_000;
/** A fresh baseline is as cold as the build for this long. */
const freshMs = 3_600_000;

/** What old servers showed before is warm. */
const past = keyOf('old', beforeServer);

/** Takes one look in. A look that is not newer than the last is none: nothing counts twice. */
export function judgeLook(before: JudgeState, look: JudgedLook): JudgeState {
  if (before.rolledBackAt !== null || (before.at !== null && look.at <= before.at)) return before;
  const { at } = look;
  const last = before.at ?? at;
  const startedAt = before.startedAt ?? at;
  const there = serversWithUsers(look);
  // Whoever is old at the first look has been there, whether it shows what it counted or not.
  const isFirst = before.at === null;
  const known = isFirst ? [...there, ...oldServers(look)] : there;
  const seen = seenAfter(before.seen, known, at);
  const started = isFirst ? there.filter((key) => !key.startsWith('old')) : there;
  const fresh = started.filter((key) => before.seen[key] === undefined && key !== past);
  const warming = warmingAfter(before.warming, fresh, look, before.options.warmUpMs);
  const begins = 1 - Math.exp(-(at - last) / before.options.soakMs);
  const time = { from: last, at, begins };
  const { signals, missing } = signalsAfter({ ...before, startedAt, warming }, look, time);
  const isWhole = missing.length === 0;
  const watched = isWhole && before.page === null ? Math.min(at - last, mostCreditMs) : 0;
  return judgePage({
    ...before,
    startedAt,
    at,
    seen,
    warming,
    signals,
    missing,
    missingSince: isWhole ? null : (before.missingSince ?? at),
    watchedMs: before.watchedMs + watched,
    people: look.people.length > 0 ? look.people : before.people,
    memory: memoryAfter(before.memory, look),
    staying: stayingAfter(before.staying, look),
    restarts: restartsAfter(before.restarts, look),
  });
}

function oldServers({ counts }: JudgedLook): readonly string[] {
  const old = counts.filter(({ side }) => side === 'old');
  return [...new Set(old.map(({ side, server }) => keyOf(side, server)))];
}

/** Refreshed now and then only: writing it at every look would cost more than it tells. */
function seenAfter(
  seen: JudgeState['seen'],
  there: readonly string[],
  at: number,
): JudgeState['seen'] {
  const stale = there.filter((key) => !(at - (seen[key] ?? -Infinity) < refreshMs));
  if (stale.length === 0) return seen;
  const kept = Object.entries(seen).filter(([, when]) => at - when < forgetMs);
  return Object.fromEntries([...kept, ...stale.map((key) => [key, at] as const)]);
}

function signalsAfter(
  state: JudgeState,
  look: JudgedLook,
  time: { readonly from: number; readonly at: number; readonly begins: number },
): Pick<JudgeState, 'signals' | 'missing'> {
  const found = new Map(state.signals.map((signal) => [signal.name, signal]));
  const sidesOf = comparedIn(state, look);
  for (const [name, counts] of Map.groupBy(look.counts, ({ signal }) => signal)) {
    if (isUnwatchedEdge(state, look, name) || isSilent(look, name)) continue;
    const before = found.get(name);
    const measure = before?.measure ?? measureFor(state.ruler, name, state.options);
    const sides = pairedLook(counts, sidesOf(roleOfSignal(name)), measure);
    if (sides === null) continue;
    const signal = before ?? signalStart(name, measure, look.at);
    found.set(name, signalAfter(signal, sides.pair, sides.servers, time));
  }
  const signals = [...found.values()];
  return {
    signals,
    missing: [...missingIn(state, signals, look.at), ...silentServers(state, look)],
  };
}

/** What is required and was not heard in this look, by its name. */
function missingIn(
  { options }: JudgeState,
  signals: readonly JudgedSignal[],
  at: number,
): readonly string[] {
  return options.required.flatMap((role): readonly string[] => {
    const own = signals.filter(({ name }) => roleOfSignal(name) === role);
    if (own.length === 0) return [role];
    return own
      .filter(
        ({ lastLooks, total, measure }) =>
          lastLooks.at(-1)?.at !== at || (role === 'errors' && isDeaf(total, measure)),
      )
      .map(({ name }) => name);
  });
}

/** Servers of the build that had users a moment ago and say nothing: no other speaks for them. */
function silentServers({ seen }: JudgeState, { at, counts }: JudgedLook): readonly string[] {
  const there = new Set(counts.map(({ side, server }) => keyOf(side, server)));
  return Object.entries(seen).flatMap(([key, when]) =>
    key.startsWith('new:') && at - when < 2 * refreshMs && !there.has(key) ? [key] : [],
  );
}

function isSilent({ silent }: JudgedLook, name: string): boolean {
  return silent.includes(name) || silent.includes(roleOfSignal(name));
}

/**
 * Of a histogram that history knows, only the edges are watched that show something; and none where
 * any build is fast enough, unless the histogram ends there.
 */
function isUnwatchedEdge({ ruler, options }: JudgeState, look: JudgedLook, name: string): boolean {
  if (roleOfSignal(name) !== 'latency') return false;
  const isSlow = ({ signal }: JudgedCount) =>
    roleOfSignal(signal) === 'latency' && !isFastEnough(signal, options);
  if (isFastEnough(name, options) && look.counts.some(isSlow)) return true;
  const edges = ruler.measures.filter(({ signal }) => roleOfSignal(signal) === 'latency');
  return edges.length > 0 && !edges.some(({ signal }) => signal === name);
}

/**
 * On which side a count is weighed, by what its signal is; null where it is not. With a fresh
 * baseline, latency is compared with servers that are as cold, for the first hour; else servers
 * that were just started do not count for it.
 */
function comparedIn({ options, startedAt, warming }: JudgeState, { at }: JudgedLook) {
  const young = options.fresh && at - (startedAt ?? at) < freshMs;
  const cold = new Set(warming.map(({ key }) => key));
  const all = ({ side }: JudgedCount) => (side === 'new' ? 'new' : 'old');
  const warm = (count: JudgedCount) =>
    cold.size > 0 && cold.has(keyOf(count.side, count.server)) ? null : all(count);
  const twins = (count: JudgedCount) => (count.side === 'old' ? null : all(count));
  return (role: SignalRole) => (role !== 'latency' ? all : young ? twins : warm);
}
