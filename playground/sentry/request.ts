import type { Answered } from '../standin/exchange.ts';
import { InvalidSearchQuery } from './search.ts';
import type { Scope } from './event-match.ts';

/** A request Sentry turns away, in its own words. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
  }
}

/** Turns a refusal into the answer Sentry gives; every other error is a bug of ours. */
export function refusal(error: unknown): Answered {
  if (error instanceof Refused) return { status: error.status, body: { detail: error.message } };
  if (error instanceof InvalidSearchQuery) return { status: 400, body: { detail: error.message } };
  throw error;
}

/** What exists: asking for anything else is refused. */
export type Known = {
  readonly projects: readonly { readonly id: string; readonly slug: string }[];
  readonly environments: readonly string[];
};

/**
 * Reads project, environment and time of a request. The default period is Sentry's for the
 * endpoint.
 */
export function scopeOf(
  query: URLSearchParams,
  known: Known,
  nowMs: number,
  defaultPeriod: string,
): Scope {
  const wanted = query.getAll('project').filter((one) => one !== '-1' && one !== '');
  const found = wanted.map((one) =>
    known.projects.find((project) => project.id === one || project.slug === one),
  );
  if (found.includes(undefined))
    throw new Refused(403, 'You do not have permission to perform this action.');
  const environments = query.getAll('environment').filter((one) => one !== '');
  if (environments.some((one) => !known.environments.includes(one)))
    throw new Refused(404, 'The requested resource does not exist');
  const projects = (found.length > 0 ? found : known.projects).flatMap(
    (project) => project?.slug ?? [],
  );
  return { projects, environments, ...periodOf(query, nowMs, defaultPeriod) };
}

const unitMs: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

function periodOf(
  query: URLSearchParams,
  nowMs: number,
  defaultPeriod: string,
): { startMs: number; endMs: number } {
  const [start, end] = [query.get('start'), query.get('end')];
  const period =
    query.get('statsPeriod') ?? (start === null && end === null ? defaultPeriod : null);
  if (period !== null) {
    const [, count = '', unit = 's'] = /^(\d+)([smhdw])$/.exec(period) ?? [];
    if (count === '') throw new Refused(400, `Invalid statsPeriod: '${period}'`);
    return { startMs: nowMs - Number(count) * (unitMs[unit] ?? 1000), endMs: nowMs };
  }
  if (start === null || end === null) throw new Refused(400, 'start and end are both required');
  const times = { startMs: timeOf(start), endMs: timeOf(end) };
  if (times.startMs > times.endMs) throw new Refused(400, 'start must be before end');
  return times;
}

/** A time without a zone is UTC for Sentry. */
function timeOf(text: string): number {
  const iso = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  const ms = Date.parse(iso?.[1] !== undefined && iso[4] === undefined ? `${text}Z` : text);
  if (iso === null || Number.isNaN(ms))
    throw new Refused(400, `${text} is not a valid ISO8601 date query`);
  return ms;
}

/** Cuts one page out and links to its neighbours, as Sentry's `Link` header does. */
export function page<T>(
  items: readonly T[],
  url: URL,
  base: string,
  perPageName: 'limit' | 'per_page',
): { items: readonly T[]; link: string } {
  const perPage = Number(query(url, perPageName) ?? 100);
  if (!Number.isInteger(perPage) || perPage < 1 || perPage > 100)
    throw new Refused(400, 'Invalid per_page value. Must be between 1 and 100.');
  const cursor = query(url, 'cursor') ?? '0:0:0';
  const [, at = ''] = /^\d+:(\d+):[01]$/.exec(cursor) ?? [];
  if (at === '') throw new Refused(400, 'Invalid cursor parameter.');
  const offset = Number(at) * perPage;
  const link = (rel: string, to: number, results: boolean, flag: number) => {
    const target = new URL(url.pathname + url.search, base);
    target.searchParams.set('cursor', `0:${to}:${flag}`);
    return `<${target.href}>; rel="${rel}"; results="${String(results)}"; cursor="0:${to}:${flag}"`;
  };
  const number = Number(at);
  const links = [
    link('previous', Math.max(0, number - 1), number > 0, 1),
    link('next', number + 1, items.length > offset + perPage, 0),
  ];
  return { items: items.slice(offset, offset + perPage), link: links.join(', ') };
}

function query(url: URL, name: string): string | null {
  return url.searchParams.get(name);
}
