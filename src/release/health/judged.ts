import type { Judgement, SignalFinding } from '../state/judgement.ts';
import type { Reading } from '../state/reading.ts';
import type { Release } from '../state/release.ts';
import type { SignalResult, Verdict } from '../state/verdict.ts';
import { judge } from './judge.ts';

/**
 * The verdict of a look where counts judge: theirs, and what is said by gauges, by the build's own
 * servers and by sources that are silent. What is counted is not judged by limits a second time;
 * where limits judge, counts are said beside it and move nothing.
 */
export function judgedLook(
  { plan, phase }: Pick<Release, 'plan' | 'phase'>,
  readings: readonly Reading[],
  judged: Judgement | undefined,
): Verdict {
  if (!plan.judge) {
    const byLimits = judge(readings);
    return judged ? { ...byLimits, rehearsed: judged } : byLimits;
  }
  const others = judge(readings.filter((reading) => !isCountedToo(reading)));
  if (!judged) {
    // A Davy before looked: it does not count, and what nobody counted is not known.
    const reasons = [...others.reasons, missing('counts')];
    return { ...others, kind: others.kind === 'unhealthy' ? 'unhealthy' : 'undecided', reasons };
  }
  return {
    ...others,
    kind: kindOf(others.kind, judged, phase.kind === 'soaking'),
    reasons: [...reasonsOf(judged, readings), ...others.reasons],
    badness: Math.max(others.badness, badnessOf(judged)),
    judged,
  };
}

/** What a reading shows is weighed by its counts; a source that is silent speaks for itself. */
function isCountedToo({ counted, source, missing }: Reading): boolean {
  return counted === true || (source === 'sentry' && missing === null);
}

/** After the longest soak a person has to decide; later on nothing has to be proven once more. */
function kindOf(
  others: Verdict['kind'],
  { page, missing: unheard, kind }: Judgement,
  isSoaking: boolean,
): Verdict['kind'] {
  if (others === 'unhealthy' || page) return 'unhealthy';
  const asks = isSoaking && kind === 'asks';
  const isSure = others === 'healthy' && unheard.length === 0 && !asks;
  return isSure ? 'healthy' : 'undecided';
}

/** Names of signals are those of the readings that show the same, where there are such. */
function reasonsOf(judged: Judgement, readings: readonly Reading[]): readonly SignalResult[] {
  const { page, findings } = judged;
  const because = page?.because;
  const lead = because?.kind === 'worse' ? because.signal : null;
  return [
    ...(because && because.kind !== 'worse'
      ? [
          {
            signal: shownAs(because.kind, readings),
            says: 'fail',
            facts: { kind: 'certain', because },
          } as const,
        ]
      : []),
    ...findings.map((finding): SignalResult => ({
      signal: shownAs(finding.signal, readings),
      says: finding.signal === lead ? 'fail' : 'pass',
      facts: { kind: 'counted', finding },
    })),
    ...judged.missing.map((signal) => missing(shownAs(signal, readings))),
  ];
}

function shownAs(signal: string, readings: readonly Reading[]): string {
  const shows = readings.find(({ counted, of, source, issues }) =>
    signal === 'errors'
      ? counted === true && of === 'requests'
      : signal === 'new-error'
        ? source === 'sentry' && issues.length > 0
        : false,
  );
  return shows?.signal ?? signal;
}

function missing(signal: string): SignalResult {
  return { signal, says: 'missing', facts: { kind: 'missing', why: { kind: 'not-counted' } } };
}

/** How far beyond what is tolerated: of the signal people were called for, else of the worst. */
function badnessOf({ page, findings }: Judgement): number {
  const of = ({ times, limit }: SignalFinding) => times / limit;
  const because = page?.because;
  const lead = findings.find(
    ({ signal }) => because?.kind === 'worse' && because.signal === signal,
  );
  return lead ? of(lead) : Math.max(0, ...findings.map(of));
}

/** Whether counts have proven a build no worse; where limits judge, nothing has to be proven. */
export function isProven({ plan }: Pick<Release, 'plan'>, { judged }: Verdict): boolean {
  return !plan.judge || judged?.kind === 'passed';
}
