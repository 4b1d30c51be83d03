import type { Baseline, Reading } from '../state/reading.ts';
import type { Release, Watch } from '../state/release.ts';
import type { Verdict } from '../state/verdict.ts';

/**
 * Phases in which a build serves users and nothing has turned round yet; being stuck in one
 * protects nobody from it.
 */
export function isWatched({ phase }: Release): boolean {
  const from = phase.kind === 'stuck' ? phase.from : phase;
  return [
    'soaking',
    'waiting',
    'approved',
    'verifying',
    'migrating',
    'watching',
    'swapping',
    'retiring',
  ].includes(from.kind);
}

/** One look at a build: what was read, what it adds up to, and the soak time it earned. */
export type Look = {
  readonly at: number;
  readonly readings: readonly Reading[];
  readonly verdict: Verdict;
  readonly credit: number;
  /** Whether what the old servers show is worth remembering. */
  readonly compares: boolean;
};

/** What is remembered of all looks, after one more. */
export function watchAfter(watch: Watch, { at, readings, verdict, credit, compares }: Look): Watch {
  const good = verdict.kind === 'healthy';
  const undecided = verdict.kind === 'undecided';
  return {
    measuredAt: Math.max(watch.measuredAt ?? at, at),
    creditedMs: watch.creditedMs + credit,
    ...badAfter(watch, at, readings, verdict),
    goodInARow: good ? watch.goodInARow + 1 : 0,
    goodSince: good ? (watch.goodSince ?? at) : null,
    undecidedSince: undecided ? (watch.undecidedSince ?? at) : null,
    undecidedTold: !good && watch.undecidedTold,
    verdict,
    readings,
    baselines: compares ? keepBaselines(watch.baselines, readings) : watch.baselines,
  };
}

/** No window delays a rollback longer: what is bad still after this is no burst that went by. */
const longestWaitMs = 3 * 60_000;

/**
 * A bad look counts as one more only where it saw something else than the one before: another
 * signal, or the same one with a window of its own, as far as people can wait for that.
 */
function badAfter(
  { badInARow, badSince, badAt, verdict: before }: Watch,
  at: number,
  readings: readonly Reading[],
  { kind, reasons }: Verdict,
): Pick<Watch, 'badInARow' | 'badSince' | 'badAt'> {
  if (kind !== 'unhealthy') return { badInARow: 0, badSince: null, badAt: null };
  const isFailing = (verdict: Verdict | null, signal: string) =>
    verdict?.reasons.some((one) => one.signal === signal && one.says === 'fail') === true;
  const isNews = reasons.some(({ signal, says }) => {
    if (says !== 'fail') return false;
    const { fairness } = readings.find((one) => one.signal === signal) ?? {};
    const waitMs = Math.min(fairness?.windowMs ?? 0, longestWaitMs);
    return !isFailing(before, signal) || badAt === null || at - badAt >= waitMs;
  });
  return badInARow > 0 && !isNews
    ? { badInARow, badSince, badAt }
    : { badInARow: badInARow + 1, badSince: badSince ?? at, badAt: at };
}

/** Kept until a newer one is measured: a look at which the source was away must not forget them. */
function keepBaselines(
  past: readonly Baseline[],
  readings: readonly Reading[],
): readonly Baseline[] {
  const now = readings.flatMap(({ signal, limit, baseline }) =>
    baseline !== null && Number.isFinite(baseline) ? [{ signal, limit, baseline }] : [],
  );
  return [...now, ...past.filter(({ signal }) => now.every((one) => one.signal !== signal))];
}
