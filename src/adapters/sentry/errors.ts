import type { ErrorTracker } from '../../ports/error-tracker.ts';
import type { WatchQuestion } from '../../ports/meter.ts';
import type { ErrorGroup, Limit, Reading } from '../../release/state/reading.ts';
import { isChance, mostBeside, mostByChance } from './chance.ts';
import { eventCounts, releasesOf, type SeenGroup, seenIssues } from './question.ts';
import { newestTrace } from './trace.ts';
import type { Answer, Minutes, SentryProject } from './sentry-api.ts';

/**
 * What is read, and how much of it is too much. `floor` is in events per 1,000 users a minute;
 * `now` is real time.
 */
export type SentryErrorsOptions = SentryProject & {
  readonly newErrors: number;
  /** `count`: a fatal error group is one more error group, nothing else. */
  readonly fatal: 'roll-back' | 'count';
  readonly worseBy: number;
  readonly floor: number;
  readonly now: () => number;
};

/**
 * Reads from Sentry what a release brought: its error groups, and its errors per user against the
 * old servers' of the same minutes.
 */
export function sentryErrors(options: SentryErrorsOptions): ErrorTracker {
  return {
    read: async (question) => {
      const releases = releasesOf(question);
      if (releases === null)
        return [
          groups(options, question, refused(unsafe)),
          rate(options, question, refused(unsafe)),
        ];
      const recent = { startMs: question.exposure?.since ?? question.since, endMs: question.until };
      const [seen, counted] = await Promise.all([
        seenIssues(options, releases, minutesOf(question)),
        eventCounts(options, releases, recent),
      ]);
      return [groups(options, question, seen), rate(options, question, counted)];
    },
    trace: async (question, issue) => {
      const releases = releasesOf(question);
      if (releases === null) return { kind: 'untraced', why: unsafe };
      return newestTrace(options, releases.mine, issue, minutesOf(question));
    },
  };
}

/** More are counted, but nobody reads their titles. */
const issuesMax = 100;

const unsafe = 'the version has signs in it that no query may hold';

function refused(why: string): { readonly kind: 'refused'; readonly why: string } {
  return { kind: 'refused', why };
}

function minutesOf({ since, until }: WatchQuestion): Minutes {
  return { startMs: since, endMs: until };
}

/**
 * Error groups that this build brought, without those a person called known. What the old servers
 * see as often is theirs too: on both sides, it convicts nobody.
 */
function groups(
  options: SentryErrorsOptions,
  question: WatchQuestion,
  seen: Answer<readonly SeenGroup[]>,
): Reading {
  const blank = empty(options, question, 'new errors', '', {
    kind: 'max',
    value: options.newErrors,
  });
  if (seen.kind === 'refused') return { ...blank, missing: seen.why };
  const counted = seen.value.filter((one) => !isKnown(one, question));
  const own = counted.filter((one) => !isShared(one, question));
  const unsure = question.exposure === null ? own.filter(({ old }) => old > 0).length : 0;
  const known = seen.value
    .filter((one) => isKnown(one, question))
    .map((one) => ({ ...toIssue(options, one), known: true }) as const);
  const issues = [...own.map((one) => toIssue(options, one)), ...known].slice(0, issuesMax);
  const shared = counted.length - own.length;
  if (own.length - unsure > options.newErrors) return { ...blank, value: own.length, issues };
  if (own.length > options.newErrors)
    return {
      ...blank,
      issues,
      missing: 'both sides have these errors, and nobody counted their users just now',
    };
  if (shared > options.newErrors) return { ...blank, value: shared, baseline: shared, issues };
  // No errors of nobody is no evidence.
  if (!question.users) return { ...blank, issues, missing: 'no users yet who could meet an error' };
  return { ...blank, value: own.length, baseline: shared, issues };
}

/** Known is known only while it stays as it was: what grows counts again. */
function isKnown({ issue, what }: SeenGroup, { known }: WatchQuestion): boolean {
  return what !== 'escalating' && known.includes(issue.id);
}

function isShared({ mine, old }: SeenGroup, { exposure }: WatchQuestion): boolean {
  if (old === 0) return false;
  const { users, oldUsers } = exposure ?? { users: 0, oldUsers: 0 };
  return old >= mine || (users > 0 && oldUsers > 0 && isChance(mine, (old / oldUsers) * users));
}

function toIssue({ fatal }: SentryErrorsOptions, { issue, what }: SeenGroup): ErrorGroup {
  const { id, shortId, title, culprit, permalink, lifetime, lastSeen } = issue;
  const known =
    (['fatal', 'error', 'warning', 'info', 'debug'] as const).find((one) => one === issue.level) ??
    'error';
  const level = known === 'fatal' && fatal === 'count' ? 'error' : known;
  const { count, userCount } = issue.filtered ?? issue;
  return {
    id,
    shortId,
    title,
    culprit: culprit ?? '',
    level,
    what,
    count,
    users: userCount,
    link: permalink,
    firstSeen: lifetime?.firstSeen ?? issue.firstSeen,
    lastSeen,
  };
}

/**
 * Errors per 1,000 users a minute, by the average users of exactly the minutes that are counted:
 * users move, counts do not. What chance alone can do with so few users and so few minutes is
 * raised into the floor, so that one unlucky user convicts nobody.
 */
function rate(
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
  const blank = empty(
    options,
    question,
    'errors',
    ' per 1,000 users a minute',
    noOld ? alone : { kind: 'worse-by', share: options.worseBy, floor: options.floor },
  );
  if (counted.kind === 'refused') return { ...blank, missing: counted.why };
  if (question.users === null) return { ...blank, missing: 'the number of users is not known' };
  if (exposure === null || exposure.users === 0)
    return { ...blank, missing: 'no users yet who could meet an error' };
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
    return { ...blank, missing: 'the number of users on the old servers is not known' };
  const floor = Math.max(
    options.floor,
    scale(mostBeside(counted.value.old, (users * (1 + options.worseBy)) / oldUsers), users),
  );
  return {
    ...blank,
    value,
    baseline: scale(counted.value.old, oldUsers),
    limit: { kind: 'worse-by', share: options.worseBy, floor },
  };
}

function empty(
  { now }: SentryErrorsOptions,
  { users, until }: WatchQuestion,
  signal: string,
  unit: string,
  limit: Limit,
): Reading {
  return {
    signal,
    unit,
    source: 'sentry',
    value: null,
    baseline: null,
    limit,
    ageMs: Math.max(0, now() - until),
    sample: users,
    missing: null,
    issues: [],
  };
}
