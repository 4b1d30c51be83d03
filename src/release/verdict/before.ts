import { isCount, type JudgedCount } from './counted.ts';
import type { JudgeState } from './judge-state.ts';

/** What the old servers of a release counted while they had users: a rate for later. */
export type OldTotals = Readonly<Record<string, readonly [bad: number, all: number]>>;

/** The server that stands for all old ones once everybody has left them. */
export const beforeServer = 'before';

/** How much heavier the past is in a look than what the build counts: it is not in doubt. */
const weight = 20;
/** Fewer opportunities than one in so many of the build's are probes, and no users. */
const hardlyAny = 20;

/** Adds what a look compared the build with, as the judge took it: bursts are cut by then. */
export function oldTotalsAfter(
  old: OldTotals,
  before: Pick<JudgeState, 'signals'>,
  { signals }: Pick<JudgeState, 'signals'>,
): OldTotals {
  const known = new Map(before.signals.map(({ name, total }) => [name, total]));
  const after = signals.map(({ name, total }) => {
    const last = known.get(name);
    const [bad, all] = old[name] ?? [0, 0];
    return [
      name,
      [bad + total.oldBad - (last?.oldBad ?? 0), all + total.oldAll - (last?.oldAll ?? 0)],
    ] as const;
  });
  return { ...old, ...Object.fromEntries(after) };
}

/**
 * A look after everybody has moved: beside what the build counts stands what old servers showed
 * before. Else nothing could be said of it any more just when it serves everybody. A signal that
 * old servers never counted gets nothing, and stays unknown.
 */
export function beforeIn(counts: readonly JudgedCount[], old: OldTotals): readonly JudgedCount[] {
  return [...Map.groupBy(counts, ({ signal }) => signal)].flatMap(([signal, all]) => {
    const [oldBad, oldAll] = old[signal] ?? [0, 0];
    const own = opportunities(all, 'new');
    if (!(oldAll > 0) || opportunities(all, 'old') * hardlyAny > own) return all;
    const before = { signal, side: 'old', server: beforeServer, all: weight * own } as const;
    return [
      ...all.filter(({ side }) => side !== 'old'),
      { ...before, bad: before.all * rateOf(oldBad, oldAll) },
    ];
  });
}

/**
 * Half an event more than was counted, because none is not never, and one standard error: old
 * servers that had luck in a short while must not have people called for a build that is like them.
 */
function rateOf(bad: number, all: number): number {
  const events = bad + 0.5;
  return Math.min(1, (events + Math.sqrt(events)) / all);
}

function opportunities(counts: readonly JudgedCount[], wanted: 'new' | 'old'): number {
  return counts.reduce(
    (sum, { side, all }) => (side === wanted && isCount(all) ? sum + all : sum),
    0,
  );
}
