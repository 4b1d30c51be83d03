import type { Felt } from './felt.ts';
import { type Reading, readingAgeMaxMs } from './reading.ts';
import type { Release } from './release.ts';
import type { SignalResult } from './verdict.ts';

/**
 * What people feel of the signals that fail; null where these count neither errors nor requests.
 * The share of requests is told beside errors also where it is within its limit.
 */
export function feltOf(
  { watch, target }: Pick<Release, 'watch' | 'target'>,
  failing: readonly SignalResult[],
): Felt | null {
  const bad = watch.readings.filter((reading) =>
    failing.some(({ signal }) => signal === reading.signal),
  );
  const errors = errorsIn(bad);
  const share = failedRequests(watch.readings);
  const counts =
    share !== null && share.failing > 0 && (errors !== null || bad.includes(share.reading));
  if (errors === null && !counts) return null;
  const told = bad.filter(
    (reading) =>
      (errors !== null && reading.source === 'sentry') || (counts && reading === share.reading),
  );
  return {
    before: target?.version ?? null,
    tells: told.map(({ signal }) => signal),
    errors,
    requests: counts
      ? { signal: share.reading.signal, failing: share.failing, before: share.before }
      : null,
  };
}

/** The share of requests that fails, where somebody counts them. */
export function failedRequests(readings: readonly Reading[]): {
  readonly failing: number;
  readonly before: number | null;
  readonly reading: Reading;
} | null {
  const reading = readings.find(({ of }) => of === 'requests');
  if (!reading || reading.value === null || (reading.ageMs ?? Infinity) > readingAgeMaxMs)
    return null;
  const { value, baseline } = reading;
  return {
    failing: Math.min(1, value / 100),
    before: baseline === null ? null : Math.min(1, baseline / 100),
    reading,
  };
}

function errorsIn(failing: readonly Reading[]): Felt['errors'] {
  const found = failing.flatMap(({ issues }) => issues).filter(({ known }) => !known);
  const [first] = found;
  if (!first) return null;
  return {
    groups: found.length,
    never: found.every(({ old }) => old === 0),
    what: found.every(({ what }) => what === first.what) ? first.what : 'mixed',
    users: Math.max(...found.map(({ users }) => users)),
    times: found.reduce((sum, { count }) => sum + count, 0),
  };
}
