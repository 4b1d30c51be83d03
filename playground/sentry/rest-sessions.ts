import type { Answered, Asked } from '../standin/exchange.ts';
import type { Scope } from './event-match.ts';
import { Refused, scopeOf } from './request.ts';
import type { Rest } from './rest-source.ts';
import { parseSearch, sameText, type Search } from './search.ts';
import type { Sessions } from './sessions.ts';

const hourMs = 3_600_000;
const field = 'sum(session)';
const groupings = ['project', 'release', 'environment'] as const;

/**
 * Counts sessions as release health does: in whole intervals, so that even a minute is answered
 * with its whole hour, or day. Nobody's sessions make no group.
 */
export function listSessions(rest: Rest, { url }: Asked): Answered {
  const query = url.searchParams;
  const { by, order } = shapeOf(query);
  const everyMs = intervalOf(query.get('interval') ?? '1h');
  const scope = scopeOf(query, rest.known(), rest.now(), '90d');
  const startMs = Math.floor(scope.startMs / everyMs) * everyMs;
  const endMs = Math.ceil(scope.endMs / everyMs) * everyMs;
  if ((endMs - startMs) / everyMs > 10_000)
    throw new Refused(400, 'Your interval and date range would create too many results.');
  const search = parseSearch(query.get('query') ?? '', 'allowed');
  const found = rest.store
    .sessions()
    .filter((one) => inScope(one, { ...scope, startMs, endMs }) && matches(one, search));
  const intervals = Array.from({ length: (endMs - startMs) / everyMs }, (_, n) => n);
  const keyOf = (one: Sessions) => JSON.stringify(by.map((grouping) => one[grouping]));
  const seriesOf = (group: readonly Sessions[]) =>
    intervals.map((n) =>
      sum(group.filter((one) => Math.floor((one.receivedMs - startMs) / everyMs) === n)),
    );
  const groups = [...Map.groupBy(found, keyOf).values()].map((group) => ({
    by: Object.fromEntries(by.map((grouping) => [grouping, cell(rest, group[0], grouping)])),
    totals: { [field]: sum(group) },
    series: query.get('includeSeries') === '0' ? {} : { [field]: seriesOf(group) },
  }));
  const ordered = groups.toSorted((a, b) => (b.totals[field] ?? 0) - (a.totals[field] ?? 0));
  return {
    status: 200,
    body: {
      start: iso(startMs),
      end: iso(endMs),
      intervals: intervals.map((n) => iso(startMs + n * everyMs)),
      groups: order.startsWith('-') ? ordered : ordered.toReversed(),
      query: query.get('query') ?? '',
    },
  };
}

/** What is counted, by what, and in which order; anything that is not known is refused. */
function shapeOf(query: URLSearchParams) {
  const fields = query.getAll('field');
  if (fields.length === 0) throw new Refused(400, 'Request is missing a "field"');
  const odd = fields.find((one) => one !== field);
  if (odd !== undefined) throw new Refused(400, `Invalid field: "${odd}"`);
  const by = query.getAll('groupBy').map((one) => {
    const known = groupings.find((grouping) => grouping === one);
    if (known === undefined) throw new Refused(400, `Invalid groupBy: "${one}"`);
    return known;
  });
  const order = query.get('orderBy') ?? `-${field}`;
  if (order.replace(/^-/, '') !== field)
    throw new Refused(400, "'orderBy' must be one of the provided 'fields'");
  return { by, order };
}

function inScope({ project, environment, receivedMs }: Sessions, scope: Scope): boolean {
  return (
    scope.projects.includes(project) &&
    (scope.environments.length === 0 || scope.environments.includes(environment)) &&
    receivedMs >= scope.startMs &&
    receivedMs < scope.endMs
  );
}

/** Whole hours that divide a day, as Sentry wants them. */
function intervalOf(text: string): number {
  const [, count = '', unit = ''] = /^(\d+)([hd])$/.exec(text) ?? [];
  const ms = Number(count) * (unit === 'd' ? 24 * hourMs : hourMs);
  if (count === '' || ms < hourMs)
    throw new Refused(
      400,
      'The interval has to be a multiple of the minimum interval of one hour.',
    );
  if (ms > 24 * hourMs) throw new Refused(400, 'The interval has to be less than one day.');
  if ((24 * hourMs) % ms !== 0)
    throw new Refused(400, 'The interval should divide one day cleanly.');
  return ms;
}

function matches(one: Sessions, search: Search): boolean {
  switch (search.kind) {
    case 'and':
      return search.of.every((part) => matches(one, part));
    case 'or':
      return search.of.some((part) => matches(one, part));
    case 'text':
      throw new Refused(400, 'Unable to parse condition with message');
    case 'filter': {
      const key = (['release', 'environment', 'project'] as const).find(
        (name) => name === search.key,
      );
      if (key === undefined || search.operator !== '=')
        throw new Refused(400, `Invalid search filter: ${search.key}`);
      return search.negated !== search.values.some((value) => sameText(one[key], value));
    }
  }
}

function cell(rest: Rest, one: Sessions | undefined, grouping: (typeof groupings)[number]) {
  if (grouping !== 'project') return one?.[grouping] ?? '';
  return Number(rest.known().projects.find(({ slug }) => slug === one?.project)?.id ?? 0);
}

function sum(group: readonly Sessions[]): number {
  return group.reduce((total, { count }) => total + count, 0);
}

function iso(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
