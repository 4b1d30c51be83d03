import type { SentryEvent } from './event.ts';
import { inOrder, InvalidSearchQuery, sameText, type Search } from './search.ts';

/** The window and the places a request asks about. */
export type Scope = {
  readonly projects: readonly string[];
  readonly environments: readonly string[];
  readonly startMs: number;
  readonly endMs: number;
};

/** Whether an event lies in the asked projects, environments and minutes. */
export function inScope(event: SentryEvent, scope: Scope): boolean {
  if (!scope.projects.includes(event.project)) return false;
  if (scope.environments.length > 0 && !scope.environments.includes(event.environment))
    return false;
  return event.timestampMs >= scope.startMs && event.timestampMs <= scope.endMs;
}

/** Whether an event satisfies a search; `issue` gives the ids of its group. */
export function eventMatches(
  event: SentryEvent,
  search: Search,
  issue: { readonly id: string; readonly shortId: string },
): boolean {
  switch (search.kind) {
    case 'and':
      return search.of.every((one) => eventMatches(event, one, issue));
    case 'or':
      return search.of.some((one) => eventMatches(event, one, issue));
    case 'text':
      return (
        search.negated !==
        `${event.title} ${event.value} ${event.culprit}`
          .toLowerCase()
          .includes(search.text.toLowerCase())
      );
    case 'filter':
  }
  return search.negated !== filterMatches(event, search, issue);
}

function filterMatches(
  event: SentryEvent,
  { key, operator, values }: Extract<Search, { kind: 'filter' }>,
  issue: { id: string; shortId: string },
): boolean {
  if (key === 'timestamp')
    return values.every((value) => inOrder(event.timestampMs, operator, timeOf(key, value)));
  if (operator !== '=') throw new InvalidSearchQuery(`Invalid operator ${operator} for ${key}`);
  if (key === 'has') return values.every((value) => fieldOf(event, value, issue) !== '');
  return values.some((value) => sameText(fieldOf(event, key, issue), value));
}

function timeOf(key: string, value: string): number {
  const ms = Date.parse(value);
  if (Number.isNaN(ms))
    throw new InvalidSearchQuery(
      `${key}: Invalid date: ${value}. Expected +/-duration (e.g. +1h) or ISO 8601-like ` +
        '(e.g. 2026-11-21).',
    );
  return ms;
}

/** A field as Discover shows it; what it does not know is looked up among the tags. */
export function fieldOf(
  event: SentryEvent,
  field: string,
  issue: { readonly id: string; readonly shortId: string },
): string {
  switch (field) {
    case 'id':
      return event.id;
    case 'release':
      return event.release ?? '';
    case 'environment':
      return event.environment;
    case 'title':
      return event.title;
    case 'message':
      return event.value;
    case 'culprit':
      return event.culprit;
    case 'error.type':
      return event.type ?? '';
    case 'error.handled':
      return event.handled ? '1' : '0';
    case 'error.unhandled':
      return event.handled ? '0' : '1';
    case 'issue':
      return issue.shortId;
    case 'issue.id':
      return issue.id;
    case 'project':
    case 'project.name':
      return event.project;
    case 'platform':
      return event.platform;
    case 'event.type':
      return event.type === null ? 'default' : 'error';
    case 'timestamp':
      return new Date(event.timestampMs).toISOString().replace(/\.\d+Z$/, '+00:00');
    case 'user':
    case 'user.display':
      return event.user ?? '';
    default:
      return event.tags[/^tags\[([^\],]+)(?:,\s*string)?\]$/.exec(field)?.[1] ?? field] ?? '';
  }
}
