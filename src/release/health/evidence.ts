import { isFresh, isLowBad, type Reading, serversDown } from '../state/reading.ts';
import type { Side } from '../state/servers.ts';
import type { Release, Watch } from '../state/release.ts';

/**
 * What a look is judged by: every signal beside what the old servers show, and the build's own
 * servers, which speak as loudly as any metric.
 */
export function evidenceOf(
  release: Release,
  readings: readonly Reading[],
  at: number,
): readonly Reading[] {
  return [...fillBaselines(release, readings), serversReading(release, at)];
}

/**
 * While most users are still on the old servers, these are the measure; what they last showed stays
 * it once too few are left to compare with.
 */
function fillBaselines(release: Release, readings: readonly Reading[]): readonly Reading[] {
  const { seen, watch } = release;
  const few = seen !== null && weightOf(seen.oldServers) < weightOf(seen.newServers);
  if (!few) return readings;
  const filled = readings.map((reading) => withPast(reading, pastOf(watch, reading.signal)));
  const fair = isOldTiny(release) ? filled.map((reading) => withKept(reading, watch)) : filled;
  return weightOf(seen.oldServers) > 0 ? fair : fair.map(ofBefore);
}

/** Nobody is there any more who could show it. */
function ofBefore(reading: Reading): Reading {
  return reading.baseline === null ? reading : { ...reading, past: true };
}

/** How many times as large the new side is where the old one shows luck rather than a rate. */
const farLarger = 10;

/** Whether so few users are left on the old servers that what these show is not remembered. */
export function isOldTiny({ seen }: Pick<Release, 'seen'>): boolean {
  return seen !== null && weightOf(seen.oldServers) * farLarger < weightOf(seen.newServers);
}

/** What goes wrong anyway need not happen to the last few: what more of them showed excuses too. */
function withKept(reading: Reading, { baselines }: Watch): Reading {
  const { signal, limit, baseline } = reading;
  const kept = baselines.find((one) => one.signal === signal);
  if (limit.kind !== 'worse-by' || baseline === null || !kept) return reading;
  const worse = isLowBad(limit) ? Math.min : Math.max;
  const worst = worse(baseline, kept.baseline);
  return worst === baseline ? reading : { ...reading, baseline: worst, past: true };
}

function weightOf({ users, share }: Side): number {
  return share ?? users ?? 0;
}

/** A release from before baselines were kept has them in its readings only. */
function pastOf(
  { baselines, readings }: Watch,
  signal: string,
): Pick<Reading, 'baseline' | 'limit'> | undefined {
  return [...baselines, ...readings].find((past) => past.signal === signal);
}

function withPast(
  reading: Reading,
  past: Pick<Reading, 'baseline' | 'limit'> | undefined,
): Reading {
  if (reading.baseline !== null || past === undefined || past.baseline === null) return reading;
  return { ...reading, baseline: past.baseline, past: true, limit: past.limit };
}

/**
 * A server of its own that is down or gone speaks against a build as loudly as any metric; a fleet
 * that does not answer proves nothing.
 */
function serversReading({ kind, seen, plan, capacity }: Release, at: number): Reading {
  const limit = { kind: 'max', value: 0 } as const;
  const known = isFresh(seen?.at ?? null, at, 4 * plan.lookEveryMs) ? seen : null;
  const wanted = Math.max(known?.newServers.servers ?? 0, kind !== 'prerelease' ? capacity : 0);
  // Of a canary that is gone nobody can say how it is; that it is gone is asked about elsewhere.
  const there = known && (kind !== 'prerelease' || known.newServers.servers > 0) ? known : null;
  const whole = there && (there.newServers.unknown ?? 0) === 0;
  // A fleet that grew waits for more than it ever had: only what was there can be down.
  const value = whole
    ? Math.max(0, wanted - there.newServers.ready - (there.newServers.coming ?? 0))
    : null;
  const missing = whole
    ? null
    : known
      ? ({ kind: 'servers-left-out' } as const)
      : ({ kind: 'servers-not-seen' } as const);
  return {
    signal: serversDown,
    unit: '',
    source: 'fleet',
    value,
    baseline: null,
    limit,
    ageMs: whole ? 0 : null,
    sample: known && known.newServers.servers,
    missing,
    issues: [],
  };
}
