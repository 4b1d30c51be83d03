import {
  isLowBad,
  type Reading,
  readingAgeMaxMs,
  worstAllowed,
} from '../../release/state/reading.ts';
import type { Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { capital, dot, esc } from '../blocks/esc.ts';

import { judgedWords } from './judged.ts';

/** What the watch says: its sign, one word (shorter in headings), and one sentence of reasons. */
export type VerdictWords = {
  readonly sign: string;
  readonly word: string;
  readonly short: string;
  readonly because: string;
};

const waiting = ':hourglass_flowing_sand:';

/** First the word, then the numbers: nobody should have to read a chart to know. */
export function verdictWords(release: Release): VerdictWords {
  const words = decidedBy(release);
  const rehearsed = release.watch.verdict?.rehearsed;
  if (!rehearsed) return words;
  const beside = esc(texts.counted.rehearsed(rehearsed), 240);
  return { ...words, because: words.because === '' ? beside : `${words.because} ${beside}` };
}

function decidedBy(release: Release): VerdictWords {
  const { watch, plan, seen, kind, phase } = release;
  const { verdict } = watch;
  const say = texts.verdict;
  if (!verdict) return { sign: waiting, ...say.unmeasured(2 * plan.lookEveryMs) };
  const says = (what: readonly string[]) =>
    verdict.reasons.flatMap((reason) =>
      what.includes(reason.says) ? [esc(texts.signal(reason), 160)] : [],
    );
  if (verdict.kind === 'unhealthy')
    return { sign: ':rotating_light:', ...say.failing(sentence(says(['fail']))) };
  if (verdict.judged?.kind === 'asks' && verdict.judged.missing.length === 0)
    return { sign: waiting, ...say.asks(sentence(says(['pass']))) };
  if (verdict.kind === 'undecided') return undecided(says(['both-bad']), says(['missing']));
  const here = seen?.newServers.users ?? 0;
  if (kind === 'prerelease' && phase.kind === 'soaking' && here < plan.usersMin)
    return { sign: waiting, ...say.fewUsers(here, plan.usersMin, plan.ways.moves) };
  if (verdict.judged) return judgedWords(verdict.judged, sentence(says(['pass']).slice(0, 3)));
  const near = watch.readings
    .filter(isNear)
    .map((reading) => esc(texts.signalName(reading.signal), 40));
  if (near.length > 0)
    return {
      sign: ':warning:',
      ...say.near(near.slice(0, 3), sentence(says(['pass']).slice(0, 2))),
    };
  return { sign: ':large_green_circle:', ...say.healthy(sentence(says(['pass']).slice(0, 3))) };
}

function undecided(bothBad: readonly string[], missing: readonly string[]): VerdictWords {
  return {
    sign: waiting,
    ...(bothBad.length > 0
      ? texts.verdict.bothBad(sentence(bothBad))
      : texts.verdict.missing(sentence(missing))),
  };
}

function sentence(reasons: readonly string[]): string {
  const text = reasons.slice(0, 4).join('; ');
  return text === '' ? '' : dot(capital(text));
}

/** More than four fifths of the way to its limit. A limit of nothing has no way to it. */
function isNear(reading: Reading): boolean {
  const allowed = allowedBy(reading);
  if (reading.value === null || allowed === null || allowed === 0) return false;
  return isLowBad(reading.limit)
    ? reading.value < allowed * 1.25 && reading.value >= allowed
    : reading.value > allowed * 0.8 && reading.value <= allowed;
}

/** The value at which a reading turns bad; null where there is nothing to compare with. */
export function allowedBy({ limit, baseline }: Pick<Reading, 'limit' | 'baseline'>): number | null {
  return worstAllowed(limit, baseline);
}

/** What the table says about one reading. */
export function result(reading: Reading): string {
  const say = texts.verdict.result;
  const { value, limit, ageMs } = reading;
  const allowed = allowedBy(reading);
  if (
    value === null ||
    allowed === null ||
    !Number.isFinite(value) ||
    ageMs === null ||
    ageMs > readingAgeMaxMs
  )
    return say.none;
  if (isLowBad(limit) ? value < allowed : value > allowed) return say.fail;
  return isNear(reading) ? say.near : say.pass;
}
