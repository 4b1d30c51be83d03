import type { SignalResult, Verdict } from '../state/verdict.ts';
import type { Missing } from '../state/missing.ts';
import { isLowBad, type Reading, readingAgeMaxMs, worstAllowed } from '../state/reading.ts';

/** Judges all readings of one moment. No readings at all is no evidence. */
export function judge(readings: readonly Reading[]): Verdict {
  const reasons = readings.map(judgeOne);
  const fatal = readings.some((reading) =>
    reading.issues.some((issue) => issue.level === 'fatal' && !issue.known),
  );
  const badness = Math.max(0, ...readings.map(badnessOf));
  if (reasons.some((reason) => reason.says === 'fail'))
    return { kind: 'unhealthy', reasons, fatal, badness };
  const sure = reasons.length > 0 && reasons.every((reason) => reason.says === 'pass');
  return { kind: sure ? 'healthy' : 'undecided', reasons, fatal: false, badness };
}

/**
 * The same verdict with signals that nobody could read: what is not known is never health, and
 * excuses nothing either.
 */
export function lacking(verdict: Verdict, unread: readonly Reading[]): Verdict {
  const reasons = [...verdict.reasons, ...unread.map(judgeOne)];
  const sure = unread.length === 0 || verdict.kind !== 'healthy';
  return { ...verdict, kind: sure ? verdict.kind : 'undecided', reasons };
}

function judgeOne(reading: Reading): SignalResult {
  const { signal, value, unit, baseline, limit, issues } = reading;
  if (value === null || !Number.isFinite(value))
    return missing(signal, reading.missing ?? { kind: 'no-value' });
  if (reading.ageMs === null || !(reading.ageMs <= readingAgeMaxMs))
    return missing(signal, { kind: 'too-old' });
  if (
    !(limit.kind === 'worse-by'
      ? Number.isFinite(limit.share + limit.floor)
      : Number.isFinite(limit.value))
  )
    return missing(signal, { kind: 'no-limit' });
  const known = issues.filter((issue) => issue.known).length;
  const past = reading.past && baseline !== null ? ({ past: true } as const) : {};
  const facts = { kind: 'measured', value, unit, baseline, ...past, limit, known } as const;
  const allowed = worstAllowed(limit, baseline);
  if (allowed === null || !Number.isFinite(allowed))
    return missing(signal, { kind: 'nothing-to-compare' });
  const isOut = (one: number) => (isLowBad(limit) ? one < allowed : one > allowed);
  if (!isOut(value)) return { signal, says: 'pass', facts };
  const isOldToo = limit.kind !== 'worse-by' && baseline !== null && isOut(baseline);
  return { signal, says: isOldToo ? 'both-bad' : 'fail', facts };
}

/** Value over its limit, as a factor; 0 when there is nothing to say. */
function badnessOf({ value, baseline, limit }: Reading): number {
  if (value === null || !Number.isFinite(value)) return 0;
  const allowed = worstAllowed(limit, baseline);
  if (allowed === null || !Number.isFinite(allowed)) return 0;
  if (isLowBad(limit))
    return value > 0 ? allowed / value : allowed > 0 ? Number.MAX_SAFE_INTEGER : 0;
  return allowed > 0 ? value / allowed : value + (value > 0 ? 1 : 0);
}

function missing(signal: string, why: Missing): SignalResult {
  return { signal, says: 'missing', facts: { kind: 'missing', why } };
}
