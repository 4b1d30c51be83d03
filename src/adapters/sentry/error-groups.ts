import type { WatchQuestion } from '../../ports/meter.ts';
import type { ErrorGroup, Reading } from '../../release/state/reading.ts';
import { worded } from '../../release/state/worded.ts';
import { below } from '../http/vendor-call.ts';
import { blankReading, type SentryErrorsOptions } from './blank-reading.ts';
import { isChance } from '../../release/health/chance.ts';
import type { SeenGroup } from './question.ts';
import type { Answer } from './sentry-api.ts';

/** More are counted, but nobody reads their titles. */
const issuesMax = 100;

/**
 * Error groups that this build brought, without those a person called known. What the old servers
 * see as often is theirs too: on both sides, it convicts nobody.
 */
export function groups(
  options: SentryErrorsOptions,
  question: WatchQuestion,
  seen: Answer<readonly SeenGroup[]>,
): Reading {
  const blank = blankReading(options, question, 'new errors', '', {
    kind: 'max',
    value: options.newErrors,
  });
  if (seen.kind === 'refused') return { ...blank, missing: worded(seen.why) };
  const counted = seen.value.filter((one) => !isKnown(one, question));
  const own = counted.filter((one) => !isShared(one, question));
  const unsure = question.exposure === null ? own.filter(({ old }) => old > 0).length : 0;
  const known = seen.value
    .filter((one) => isKnown(one, question))
    .map((one) => ({ ...toIssue(options, one, question), known: true }) as const);
  const issues = [...own.map((one) => toIssue(options, one, question)), ...known].slice(
    0,
    issuesMax,
  );
  const shared = counted.length - own.length;
  if (own.length - unsure > options.newErrors) return { ...blank, value: own.length, issues };
  if (own.length > options.newErrors)
    return {
      ...blank,
      issues,
      missing: worded('both sides have these errors, and nobody counted their users just now'),
    };
  if (shared > options.newErrors) return { ...blank, value: shared, baseline: shared, issues };
  // No errors of nobody is no evidence.
  if (!question.users)
    return { ...blank, issues, missing: worded('no users yet who could meet an error') };
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

function toIssue(
  options: SentryErrorsOptions,
  { issue, what, old, people }: SeenGroup,
  { version, oldVersion }: WatchQuestion,
): ErrorGroup {
  const isCompared = oldVersion !== null && oldVersion !== version;
  const { id, shortId, title, culprit, permalink, lifetime, lastSeen } = issue;
  const known =
    (['fatal', 'error', 'warning', 'info', 'debug'] as const).find((one) => one === issue.level) ??
    'error';
  const level = known === 'fatal' && options.fatal === 'count' ? 'error' : known;
  const { count } = issue.filtered ?? issue;
  return {
    id,
    shortId: shortId ?? id,
    title,
    culprit: culprit ?? '',
    level,
    what,
    count,
    users: people.mine,
    link: permalink ?? pageOf(options, id),
    firstSeen: lifetime?.firstSeen ?? issue.firstSeen,
    lastSeen,
    ...(isCompared ? { old, oldUsers: people.old } : {}),
  };
}

function pageOf({ url, organization }: SentryErrorsOptions, id: string): string {
  return below(url, `organizations/${encodeURIComponent(organization)}/issues/${id}/`).href;
}
