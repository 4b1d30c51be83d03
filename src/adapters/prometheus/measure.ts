import { productOf } from '../../release/state/line-name.ts';
import { countersIn, neverHappened, withBirths } from './counting.ts';
import { askInstant, noData, type PrometheusServer, type QueryValue } from './instant-query.ts';
import { fillQuery } from './query-template.ts';

/** What a query gave, and how old the samples are that it is made of. */
export type Measured = QueryValue & { readonly ageMs: number | null };

/** Where it is measured. `now` is real time: vendors know no other. */
export type MeasureMeans = PrometheusServer & { readonly now: () => number };

/** What is measured of which build. */
type Side = { readonly service: string; readonly version: string; readonly atMs: number };

/**
 * A value is as old as the oldest of the selectors that name the version: a range of minutes hides
 * that its end is empty. A selector without any series (an error that never happened) is nought
 * where the same metric is alive beside it.
 */
export async function measure(
  means: MeasureMeans,
  { name, query: template }: { readonly name: string; readonly query: string },
  { service, version, atMs }: Side,
): Promise<Measured> {
  const filled = fillQuery(template, { service: productOf(service), version });
  if (filled === undefined) return unmeasured('the version has signs in it that no query may hold');
  const { query, selectors } = filled;
  if (selectors.length === 0)
    return unmeasured(
      'the query names {version} in no selector, so nobody can tell how old its answer is',
    );
  const doing = `measuring ${name} of ${service} ${version}`;
  const [first, ...times] = await Promise.all([
    askInstant(means, doing, withBirths(query, selectors), atMs),
    ...selectors.map((selector) => askInstant(means, doing, `max(timestamp(${selector}))`, atMs)),
  ]);
  const alive = selectors.filter((_, i) => times[i]?.value != null);
  const dead = selectors.filter((selector) => !alive.includes(selector));
  const never = neverHappened(dead, alive);
  const asked =
    first.missing === noData && never.length > 0
      ? await askInstant(means, doing, withBirths(query, selectors, never), atMs)
      : first;
  if (asked.value === null)
    return unmeasured(
      asked.missing === noData && dead[0] !== undefined ? `no series of ${dead[0]}` : asked.missing,
    );
  const ages = times.flatMap(({ value }) => (value === null ? [] : [atMs - value * 1000]));
  if (ages.length === 0) return unmeasured(`no server of ${version} reports now`);
  return { ...asked, ageMs: Math.round(Math.max(0, ...ages) + Math.max(0, means.now() - atMs)) };
}

/**
 * Of how many events a query is made, where it counts any: its counter with the most of them, which
 * is that of all requests.
 */
export async function countEventsOf(
  means: MeasureMeans,
  { name, query: template }: { readonly name: string; readonly query: string },
  { service, version, atMs }: Side,
): Promise<number | null> {
  const filled = fillQuery(template, { service: productOf(service), version });
  if (!filled) return null;
  const counts = await Promise.all(
    countersIn(filled.query, filled.selectors).map((query) =>
      askInstant(means, `counting ${name} of ${service} ${version}`, query, atMs),
    ),
  );
  const known = counts.flatMap(({ value }) => (value === null ? [] : [value]));
  return known.length === 0 ? null : Math.round(Math.max(...known));
}

/** Nothing was measured, and why. */
export function unmeasured(missing: string): Measured {
  return { value: null, missing, ageMs: null };
}

/**
 * The same of the old servers. When these have no users left, they are asked about the moment the
 * release began, when they had them all.
 */
export async function beside<Found extends { readonly missing: string | null }>(
  {
    oldVersion,
    oldUsers,
    since,
    until,
  }: {
    readonly oldVersion: string | null;
    readonly oldUsers: number | null;
    readonly since: number;
    readonly until: number;
  },
  ask: (version: string, atMs: number) => Promise<Found>,
): Promise<Found | Measured> {
  if (oldVersion === null) return unmeasured('there is no old version to compare with');
  const found = await ask(oldVersion, oldUsers === 0 ? since : until);
  return found.missing === null ? found : unmeasured(`old servers: ${found.missing}`);
}
