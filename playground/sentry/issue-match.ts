import type { Issue } from './issue.ts';
import { inOrder, InvalidSearchQuery, sameText, type Search } from './search.ts';
import { eventMatches } from './event-match.ts';
import type { SentryEvent } from './event.ts';

type Filter = Extract<Search, { kind: 'filter' }>;

/**
 * How issues are looked for: what the issue itself must be, and what at least one of its events
 * must be.
 */
export type IssueSearch = {
  readonly ofIssue: (issue: Issue) => boolean;
  readonly ofEvent: (event: SentryEvent, issue: Issue) => boolean;
};

const statuses = ['unresolved', 'resolved', 'ignored', 'archived'];
const substatuses = ['new', 'ongoing', 'regressed', 'escalating', 'archived_until_escalating'];
const others = [
  'assigned',
  'unassigned',
  'for_review',
  'linked',
  'unlinked',
  'until_condition_met',
  'until_escalating',
  'archived_forever',
  'archived_until_condition_met',
];
const levels = ['sample', 'debug', 'info', 'warning', 'error', 'fatal'];
const issueKeys = [
  'is',
  'firstrelease',
  'first-release',
  'firstseen',
  'lastseen',
  'timesseen',
  'issue',
  'issue.category',
  'issue.type',
];

/**
 * Splits a search into what is asked of the issue and what of its events, refusing what Sentry
 * refuses.
 */
export function issueSearch(search: Search, environments: readonly string[]): IssueSearch {
  const filters = search.kind === 'and' ? search.of : [search];
  const own: Filter[] = [];
  const rest: Search[] = [];
  for (const filter of filters) {
    if (filter.kind === 'filter' && issueKeys.includes(filter.key.toLowerCase()))
      own.push(checked(filter));
    else rest.push(filter.kind === 'filter' ? checked(filter) : filter);
  }
  return {
    ofIssue: (issue) =>
      own.every((filter) => filter.negated !== issueMatches(issue, filter, environments)),
    ofEvent: (event, issue) => rest.every((one) => eventMatches(event, one, issue)),
  };
}

function checked(filter: Filter): Filter {
  if (filter.key === 'is') {
    const bad = filter.values.find(
      (value) => ![...statuses, ...substatuses, ...others].includes(value),
    );
    if (bad !== undefined)
      throw new InvalidSearchQuery(
        'Error parsing search query: Invalid value for "is" search, valid values are ' +
          JSON.stringify([...others, ...statuses, ...substatuses].sort()),
      );
  }
  if (filter.key === 'level') {
    const bad = filter.values.find((value) => !levels.includes(value));
    if (bad !== undefined)
      throw new InvalidSearchQuery(`Error parsing search query: invalid level value of '${bad}'`);
  }
  return filter;
}

function issueMatches(
  issue: Issue,
  { key, operator, values }: Filter,
  environments: readonly string[],
): boolean {
  switch (key.toLowerCase()) {
    case 'is':
      return values.some((value) => hasStatus(issue, value));
    case 'firstrelease':
    case 'first-release':
      return values.some((value) =>
        (environments.length > 0 ? environments : ['']).some((one) =>
          sameText(issue.firstReleases[one] ?? '', value),
        ),
      );
    case 'firstseen':
      return values.every((value) => inOrder(issue.firstSeenMs, operator, Date.parse(value)));
    case 'lastseen':
      return values.every((value) => inOrder(issue.lastSeenMs, operator, Date.parse(value)));
    case 'timesseen':
      return values.every((value) => inOrder(issue.count, operator, Number(value)));
    case 'issue':
      return values.includes(issue.shortId);
    default:
      return values.includes('error');
  }
}

function hasStatus(issue: Issue, value: string): boolean {
  if (value === 'archived') return issue.status === 'ignored';
  if (value === 'unassigned' || value === 'unlinked') return true;
  if (value === 'for_review') return issue.status === 'unresolved' && issue.substatus !== 'ongoing';
  if (value === 'until_escalating') return issue.substatus === 'archived_until_escalating';
  return issue.status === value || issue.substatus === value;
}
