import { isCount, type JudgedCount, type JudgedLook, type ServerValue } from './counted.ts';
import type { Missing } from '../state/missing.ts';
import { roleOfSignal } from './signal-role.ts';
import { keyOf } from './warm-up.ts';

/**
 * What counters stand at, server by server: totals since each process began. Whoever judges takes
 * off what it had before, so that nothing is counted in two looks and nothing in none.
 */
export type CountersRead = {
  readonly counters: readonly JudgedCount[];
  /** Signals whose source did not answer, came too late, or does not hear this build. */
  readonly silent: readonly string[];
  /** Why each of them is, where somebody said it. */
  readonly because?: Readonly<Record<string, Missing>>;
  /** When each process began, in real ms. */
  readonly started: readonly ServerValue[];
  readonly memory: readonly ServerValue[];
};

/** What was read last of each server: kept with a soak, so that whoever goes on knows it. */
export type LastRead = {
  readonly servers: Readonly<
    Record<
      string,
      {
        readonly at: number;
        readonly started: number | null;
        readonly totals: Readonly<Record<string, readonly [bad: number, all: number]>>;
      }
    >
  >;
};

type Known = LastRead['servers'][string];

/** How far apart the same start may be read: clocks and samples round. Real ms. */
const sameStartMs = 2_000;
/** A server that was not seen for this long counts from anew. */
const forgetMs = 6 * 3_600_000;

/**
 * What was counted since the look before. A counter that is lower, or whose process is another,
 * began again: what it shows is all new. A server that is seen for the first time counts from 0 if
 * it is the build's own, and else from what it shows. One that was away is bridged.
 */
export function grownSince(
  last: LastRead | null,
  at: number,
  read: CountersRead,
): Pick<JudgedLook, 'counts' | 'restarted'> & { readonly last: LastRead } {
  const started = new Map(
    read.started.map(({ side, server, value }) => [keyOf(side, server), value]),
  );
  const servers = { ...last?.servers };
  for (const [key, { at: seen }] of Object.entries(servers))
    if (at - seen > forgetMs) delete servers[key];
  const restarted: JudgedLook['restarted'][number][] = [];
  const byServer = Map.groupBy(read.counters, ({ side, server }) => keyOf(side, server));
  const counts = [...byServer].flatMap(([key, counters]) => {
    const [first] = counters;
    const before = servers[key];
    if (!first) return [];
    const began = started.get(key) ?? before?.started ?? null;
    const isAnother = isRestarted(before, began) || counters.some((one) => isLower(before, one));
    if (before && isAnother) restarted.push({ side: first.side, server: first.server });
    servers[key] = afterwards(before, at, began, counters);
    const from = before ? (isAnother ? 'nought' : 'before') : startOf(last, first.side);
    return counters.map((one) => growthOf(one, from, before));
  });
  return { counts, restarted, last: { servers } };
}

function isRestarted(before: Known | undefined, started: number | null): boolean {
  if (!before || before.started === null || started === null) return false;
  return started - before.started > sameStartMs;
}

function isLower(before: Known | undefined, { signal, bad, all }: JudgedCount): boolean {
  const total = before?.totals[signal];
  if (!total || !isCount(bad) || !isCount(all)) return false;
  return bad < total[0] || all < total[1];
}

/** Before the first look nobody knows how long a counter has counted. */
function startOf(last: LastRead | null, side: JudgedCount['side']): 'nought' | 'now' {
  return last !== null && side === 'new' ? 'nought' : 'now';
}

function growthOf(
  one: JudgedCount,
  from: 'nought' | 'now' | 'before',
  before: Known | undefined,
): JudgedCount {
  const { bad, all } = one;
  if (!isCount(bad) || !isCount(all)) return { ...one, bad: null, all: null };
  if (from === 'nought') return one;
  const known = from === 'before' ? before?.totals[one.signal] : undefined;
  // A signal that was not read before began with what it shows on the build's own servers only. An
  // edge of a histogram never begins: it was not asked for before.
  const isEdge = roleOfSignal(one.signal) === 'latency';
  const isBorn = from === 'before' && one.side === 'new' && !isEdge;
  const [lastBad, lastAll] = known ?? (isBorn ? [0, 0] : [bad, all]);
  return { ...one, bad: bad - lastBad, all: all - lastAll };
}

function afterwards(
  before: Known | undefined,
  at: number,
  started: number | null,
  counters: readonly JudgedCount[],
): Known {
  const totals = { ...before?.totals };
  for (const { signal, bad, all } of counters)
    if (isCount(bad) && isCount(all)) totals[signal] = [bad, all];
  return { at, started, totals };
}
