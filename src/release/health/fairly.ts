import { isPastLimit, type Reading } from '../state/reading.ts';
import type { Release } from '../state/release.ts';

/**
 * Readings without what nobody may hold against a build yet: a value past its limit of too few
 * requests, or of servers whose users have only just come. It is no value then: it proves nothing
 * either way. What is within its limit stays.
 */
export function fairly(
  release: Release,
  readings: readonly Reading[],
  at: number,
): readonly Reading[] {
  const since = usersCameAt(release);
  return readings.map((reading): Reading => {
    const { fairness, sample } = reading;
    if (!fairness || !isPastLimit(reading)) return reading;
    if (since !== null && at - since < fairness.warmUpMs)
      return { ...reading, value: null, missing: { kind: 'warming-up' } };
    return sample !== null && sample < fairness.least
      ? { ...reading, value: null, missing: { kind: 'too-few' } }
      : reading;
  });
}

/** When users came whose servers may still be cold; null once they have been there for long. */
function usersCameAt({ phase }: Release): number | null {
  const now = phase.kind === 'stuck' ? phase.from : phase;
  if (now.kind === 'soaking') return now.since;
  return now.kind === 'migrating' ? (now.movedAt ?? now.since) : null;
}
