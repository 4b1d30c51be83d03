import { readingAgeMaxMs } from '../release/reading.ts';
import type { Reading } from '../release/reading.ts';
import type { Release } from '../release/release.ts';
import { many, span } from './amount.ts';
import { capital, dot, esc } from './esc.ts';

/** What the watch says, as one word with its sign and one sentence of reasons. */
export type VerdictWords = { readonly sign: string; readonly word: string; readonly because: string };

/** First the word, then the numbers: nobody should have to read a chart to know. */
export function verdictWords(release: Release): VerdictWords {
  const { watch, plan, seen, kind, phase } = release;
  const { verdict } = watch;
  if (!verdict) return { sign: ':hourglass_flowing_sand:', word: 'Not measured yet', because: `The first numbers come within ${span(2 * plan.lookEveryMs)}.` };
  const says = (what: readonly string[]) => verdict.reasons.flatMap((reason) => (what.includes(reason.says) ? [esc(reason.text, 160)] : []));
  if (verdict.kind === 'unhealthy') return { sign: ':rotating_light:', word: 'Failing', because: sentence(says(['fail'])) };
  if (verdict.kind === 'undecided') return undecided(says(['both-bad']), says(['missing']));
  const here = seen?.mine.users ?? 0;
  if (kind === 'prerelease' && phase.kind === 'soaking' && here < plan.usersMin) {
    return { sign: ':hourglass_flowing_sand:', word: 'Not enough data', because: `Only ${many(here, 'user')} so far, ${plan.usersMin} needed. The soak waits.` };
  }
  const near = watch.readings.filter(isNear).map((reading) => esc(reading.signal, 40));
  if (near.length > 0) return { sign: ':warning:', word: 'Watching', because: `Close to its limit: ${near.slice(0, 3).join(', ')}. ${sentence(says(['pass']).slice(0, 2))}` };
  return { sign: ':large_green_circle:', word: 'Healthy', because: sentence(says(['pass']).slice(0, 3)) };
}

function undecided(bothBad: readonly string[], missing: readonly string[]): VerdictWords {
  const sign = ':hourglass_flowing_sand:';
  if (bothBad.length > 0) return { sign, word: 'Cannot tell', because: `New and old servers both fail: ${sentence(bothBad)} The clock is stopped and nothing moves.` };
  return { sign, word: 'Not enough data', because: `Missing: ${sentence(missing)} The clock is stopped and nothing moves.` };
}

function sentence(reasons: readonly string[]): string {
  const text = reasons.slice(0, 4).join('; ');
  return text === '' ? '' : dot(capital(text));
}

/** More than four fifths of the way to its limit. A limit of nothing has no way to it. */
function isNear(reading: Reading): boolean {
  const allowed = allowedBy(reading);
  if (reading.value === null || allowed === null || allowed === 0) return false;
  return reading.limit.kind === 'min' ? reading.value < allowed * 1.25 && reading.value >= allowed : reading.value > allowed * 0.8 && reading.value <= allowed;
}

/** The value at which a reading turns bad; null where there is nothing to compare with. */
export function allowedBy({ limit, baseline }: Reading): number | null {
  if (limit.kind !== 'worse-by') return limit.value;
  return baseline === null ? null : Math.max(baseline * (1 + limit.share), limit.floor);
}

/** What the table says about one reading. */
export function result(reading: Reading): 'Pass' | 'Near' | 'Fail' | 'No data' {
  const { value, limit, ageMs } = reading;
  const allowed = allowedBy(reading);
  if (value === null || allowed === null || !Number.isFinite(value) || ageMs === null || ageMs > readingAgeMaxMs) return 'No data';
  if (limit.kind === 'min' ? value < allowed : value > allowed) return 'Fail';
  return isNear(reading) ? 'Near' : 'Pass';
}
