import type { SentryEvent } from './event.ts';
import { fieldOf } from './event-match.ts';
import { InvalidSearchQuery } from './search.ts';

type Ids = { readonly id: string; readonly shortId: string };
type Row = Record<string, string | number | null>;

/** A table over events: fields group, functions aggregate. */
export type Table = {
  readonly data: readonly Row[];
  readonly fields: Readonly<Record<string, string>>;
};

/** Makes the table of the events endpoint, refusing fields, functions and orders Sentry refuses. */
export function discover(
  events: readonly SentryEvent[],
  fields: readonly string[],
  sort: string | null,
  issueOf: (event: SentryEvent) => Ids,
): Table {
  if (fields.length === 0) throw new InvalidSearchQuery('No columns selected');
  if (fields.length > 20)
    throw new InvalidSearchQuery(
      'You can view up to 20 fields at a time. Please delete some and try again.',
    );
  const columns = fields.map((name) => ({ name, aggregate: aggregateOf(name) }));
  const keys = columns
    .filter((column) => column.aggregate === undefined)
    .map((column) => column.name);
  const grouped = columns.some((column) => column.aggregate !== undefined);
  const groups = Map.groupBy(events, (event) =>
    grouped ? JSON.stringify(keys.map((key) => fieldOf(event, key, issueOf(event)))) : event.id,
  );
  if (grouped && keys.length === 0 && groups.size === 0) groups.set('', []);
  const data = [...groups.values()].map((group) => {
    const cells = columns.map(({ name, aggregate }): [string, string | number | null] => {
      const first = group[0];
      if (aggregate !== undefined) return [name, aggregate.of(group)];
      const cell = first === undefined ? '' : fieldOf(first, name, issueOf(first));
      return [name, typeOf(name) === 'integer' && cell !== '' ? Number(cell) : cell || null];
    });
    return Object.fromEntries(cells);
  });
  return {
    data: sorted(data, sort, fields),
    fields: Object.fromEntries(
      columns.map(({ name, aggregate }) => [name, aggregate?.type ?? typeOf(name)]),
    ),
  };
}

type Aggregate = {
  readonly type: string;
  readonly of: (events: readonly SentryEvent[]) => number | string | null;
};

function aggregateOf(field: string): Aggregate | undefined {
  const call = /^([a-z_0-9]+)\(([^)]*)\)$/.exec(field);
  if (call === null) {
    if (!/^[A-Za-z0-9_.:-]+$|^tags\[[^\]]+\]$/.test(field))
      throw new InvalidSearchQuery(`Invalid characters in field ${field}`);
    return undefined;
  }
  const [, name = '', argument = ''] = call;
  const times = (events: readonly SentryEvent[]) => events.map((event) => event.timestampMs);
  switch (`${name}(${argument.trim()})`) {
    case 'count()':
      return { type: 'integer', of: (events) => events.length };
    case 'count_unique(user)':
      return {
        type: 'integer',
        of: (events) => new Set(events.flatMap(({ user }) => user ?? [])).size,
      };
    case 'count_unique(issue)':
      return { type: 'integer', of: (events) => new Set(events.map(({ group }) => group)).size };
    case 'last_seen()':
    case 'max(timestamp)':
      return { type: 'date', of: (events) => date(Math.max(...times(events))) };
    case 'min(timestamp)':
      return { type: 'date', of: (events) => date(Math.min(...times(events))) };
    default:
      throw new InvalidSearchQuery(`${name}(${argument}) is not a valid function`);
  }
}

function date(ms: number): string | null {
  return Number.isFinite(ms) ? new Date(ms).toISOString().replace(/\.\d+Z$/, '+00:00') : null;
}

function typeOf(field: string): string {
  if (field === 'timestamp') return 'date';
  if (field === 'issue.id') return 'integer';
  return field.startsWith('error.') && field !== 'error.type' ? 'boolean' : 'string';
}

function sorted(rows: Row[], sort: string | null, fields: readonly string[]): Row[] {
  if (sort === null || sort === '') return rows;
  const descending = sort.startsWith('-');
  const wanted = sort.replace(/^-/, '');
  const field = fields.find(
    (one) =>
      one === wanted ||
      one.replaceAll(/[()]+/g, '') === wanted ||
      one.replace(/\((.*)\)$/, '_$1').replace(/_$/, '') === wanted,
  );
  if (field === undefined)
    throw new InvalidSearchQuery('Cannot sort by a field that is not selected.');
  const order = (a: Row, b: Row) => {
    const [left, right] = [a[field] ?? '', b[field] ?? ''];
    return left < right ? -1 : left > right ? 1 : 0;
  };
  return rows.sort((a, b) => (descending ? order(b, a) : order(a, b)));
}
