import type { ErrorTracker, WatchQuestion } from '../ports.ts';
import type { Issue, Limit, Reading } from '../release/reading.ts';
import { isChance, mostBeside, mostByChance } from './sentry-errors/chance.ts';
import { eventCounts, releasesOf, type Seen, seenIssues } from './sentry-errors/question.ts';
import type { Answer, Minutes, SentryProject } from './sentry-errors/sentry-api.ts';

/** What is read, and how much of it is too much. `floor` is in events per minute and 1,000 users; `now` is real time. */
export type SentryErrorsOptions = SentryProject & {
  readonly newErrors: number;
  /** `count`: a fatal error group is one more error group, nothing else. */
  readonly fatal: 'roll-back' | 'count';
  readonly worseBy: number;
  readonly floor: number;
  readonly now: () => number;
};

/** Reads from Sentry what a release brought: its error groups, and its errors per user against the old servers' of the same minutes. */
export function sentryErrors(options: SentryErrorsOptions): ErrorTracker {
  return {
    read: async (question) => {
      const releases = releasesOf(question);
      if (releases === null) return [groups(options, question, refused(unsafe)), rate(options, question, refused(unsafe))];
      const recent = { startMs: question.exposure?.since ?? question.since, endMs: question.until };
      const [seen, counted] = await Promise.all([seenIssues(options, releases, minutesOf(question)), eventCounts(options, releases, recent)]);
      return [groups(options, question, seen), rate(options, question, counted)];
    },
  };
}

const unsafe = 'the version has signs in it that no query may hold';

function refused(why: string): { readonly kind: 'refused'; readonly why: string } {
  return { kind: 'refused', why };
}

function minutesOf({ since, until }: WatchQuestion): Minutes {
  return { startMs: since, endMs: until };
}

/** Error groups that this build brought. What the old servers see as often is theirs too: on both sides, it convicts nobody. */
function groups(options: SentryErrorsOptions, question: WatchQuestion, seen: Answer<readonly Seen[]>): Reading {
  const blank = empty(options, question, 'new errors', '', { kind: 'max', value: options.newErrors });
  if (seen.kind === 'refused') return { ...blank, missing: seen.why };
  const own = seen.value.filter((one) => !isShared(one, question));
  const unsure = question.exposure === null ? own.filter(({ old }) => old > 0).length : 0;
  const issues = own.map((one) => toIssue(options, one));
  const shared = seen.value.length - own.length;
  if (own.length - unsure > options.newErrors) return { ...blank, value: own.length, issues };
  if (own.length > options.newErrors) return { ...blank, issues, missing: 'both sides have these errors, and nobody counted their users just now' };
  if (shared > options.newErrors) return { ...blank, value: shared, baseline: shared, issues };
  // No errors of nobody is no evidence.
  if (!question.users) return { ...blank, issues, missing: 'no users yet who could meet an error' };
  return { ...blank, value: own.length, baseline: shared, issues };
}

function isShared({ mine, old }: Seen, { exposure }: WatchQuestion): boolean {
  if (old === 0) return false;
  const { users, oldUsers } = exposure ?? { users: 0, oldUsers: 0 };
  return old >= mine || (users > 0 && oldUsers > 0 && isChance(mine, (old / oldUsers) * users));
}

function toIssue({ fatal }: SentryErrorsOptions, { issue, what }: Seen): Issue {
  const { id, shortId, title, culprit, permalink } = issue;
  const known = (['fatal', 'error', 'warning', 'info', 'debug'] as const).find((one) => one === issue.level) ?? 'error';
  const level = known === 'fatal' && fatal === 'count' ? 'error' : known;
  const { count, userCount } = issue.filtered ?? issue;
  return { id, shortId, title, culprit: culprit ?? '', level, what, count, users: userCount, link: permalink };
}

/**
 * Errors per minute and 1,000 users, by the average users of exactly the minutes that are counted: users move, counts do not.
 * What chance alone can do with so few users and so few minutes is raised into the floor, so that one unlucky user convicts nobody.
 */
function rate(options: SentryErrorsOptions, question: WatchQuestion, counted: Answer<{ readonly mine: number; readonly old: number }>): Reading {
  const { exposure, oldVersion } = question;
  const noOld = oldVersion === null || oldVersion === question.version || (question.oldUsers !== null && exposure?.oldUsers === 0);
  const alone: Limit = { kind: 'max', value: options.floor };
  const blank = empty(options, question, 'errors', ' per minute and 1,000 users', noOld ? alone : { kind: 'worse-by', share: options.worseBy, floor: options.floor });
  if (counted.kind === 'refused') return { ...blank, missing: counted.why };
  if (question.users === null) return { ...blank, missing: 'the number of users is not known' };
  if (exposure === null || exposure.users === 0) return { ...blank, missing: 'no users yet who could meet an error' };
  const { users, oldUsers, since } = exposure;
  const minutes = Math.max((question.until - since) / 60_000, 1 / 60);
  const scale = (count: number, people: number) => (count / minutes / people) * 1000;
  const value = scale(counted.value.mine, users);
  if (noOld) return { ...blank, value, limit: { ...alone, value: Math.max(options.floor, scale(mostByChance(0.1), users)) } };
  if (question.oldUsers === null) return { ...blank, missing: 'the number of users on the old servers is not known' };
  const floor = Math.max(options.floor, scale(mostBeside(counted.value.old, (users * (1 + options.worseBy)) / oldUsers), users));
  return { ...blank, value, baseline: scale(counted.value.old, oldUsers), limit: { kind: 'worse-by', share: options.worseBy, floor } };
}

function empty({ now }: SentryErrorsOptions, { users, until }: WatchQuestion, signal: string, unit: string, limit: Limit): Reading {
  return { signal, unit, source: 'sentry', value: null, baseline: null, limit, ageMs: Math.max(0, now() - until), sample: users, missing: null, issues: [] };
}
