import type { WatchQuestion } from '../../ports/meter.ts';
import type { Limit, Reading } from '../../release/state/reading.ts';
import { worded } from '../../release/state/worded.ts';
import { blankReading, type SentryErrorsOptions } from './blank-reading.ts';
import { mostBeside, mostByChance } from '../../release/health/chance.ts';
import type { Answer } from './sentry-api.ts';

/**
 * Errors per 1,000 users a minute, by the average users of exactly the minutes that are counted:
 * users move, counts do not. What chance alone can do with so few users and so few minutes is
 * raised into the floor, so that one unlucky user convicts nobody.
 */
export function rate(
  options: SentryErrorsOptions,
  question: WatchQuestion,
  counted: Answer<{ readonly mine: number; readonly old: number }>,
): Reading {
  const { exposure, oldVersion } = question;
  const noOld =
    oldVersion === null ||
    oldVersion === question.version ||
    (question.oldUsers !== null && exposure?.oldUsers === 0);
  const alone: Limit = { kind: 'max', value: options.floor };
  const blank = blankReading(
    options,
    question,
    'errors',
    ' per 1,000 users a minute',
    noOld ? alone : { kind: 'worse-by', share: options.worseBy, floor: options.floor },
  );
  if (counted.kind === 'refused') return { ...blank, missing: worded(counted.why) };
  if (question.users === null)
    return { ...blank, missing: worded('the number of users is not known') };
  if (exposure === null || exposure.users === 0)
    return { ...blank, missing: worded('no users yet who could meet an error') };
  const { users, oldUsers, since } = exposure;
  const minutes = Math.max((question.until - since) / 60_000, 1 / 60);
  const scale = (count: number, people: number) => (count / minutes / people) * 1000;
  const value = scale(counted.value.mine, users);
  if (noOld)
    return {
      ...blank,
      value,
      limit: { ...alone, value: Math.max(options.floor, scale(mostByChance(0.1), users)) },
    };
  if (question.oldUsers === null)
    return { ...blank, missing: worded('the number of users on the old servers is not known') };
  const lucky = chance(options, counted.value.old, { users, oldUsers, minutes });
  const floor = Math.max(options.floor, scale(lucky, users));
  return {
    ...blank,
    value,
    baseline: scale(counted.value.old, oldUsers),
    limit: { kind: 'worse-by', share: options.worseBy, floor },
  };
}

/** Errors per 1,000 users a minute that no service is spared. */
const usual = 5;

/**
 * The most errors that can be chance beside the old servers': where next to nobody is left there,
 * no more than beside a side as large as this one, or than are usual anywhere.
 */
function chance(
  { floor, worseBy }: SentryErrorsOptions,
  old: number,
  { users, oldUsers, minutes }: Record<'users' | 'oldUsers' | 'minutes', number>,
): number {
  const ratio = (users * (1 + worseBy)) / oldUsers;
  const noise = (Math.max(floor, usual) * users * minutes) / 1000;
  const bound = Math.max(mostBeside(old, 1 + worseBy), mostByChance(old * ratio + noise));
  return mostBeside(old, ratio, bound);
}
