import type { Meter, WatchQuestion } from '../../ports/meter.ts';
import { productOf } from '../../release/state/line-name.ts';
import type { Limit, Reading } from '../../release/state/reading.ts';
import { worded } from '../../release/state/worded.ts';
import { type QueryValue, askInstant, type PrometheusServer } from './instant-query.ts';
import { fillQuery } from './query-template.ts';
import { countReconnects, type ReconnectQueries } from './reconnects.ts';

/** One query to be judged. `{version}` and `{service}` (the product) in it are labels. */
export type MeterQuery = {
  readonly name: string;
  readonly query: string;
  readonly unit: string;
  readonly limit: Limit;
  readonly baseline: boolean;
};

/** What is measured, where. `now` is real time: vendors know no other. */
export type MeterOptions = PrometheusServer & {
  readonly queries: readonly MeterQuery[];
  readonly reconnects?: ReconnectQueries | null;
  readonly now: () => number;
};

type Measured = QueryValue & { readonly ageMs: number | null };

/**
 * Reads numbers from Prometheus, each with the old servers' number of the same minutes where it is
 * compared.
 */
export function prometheusMeter(options: MeterOptions): Meter {
  const { reconnects: queries = null } = options;
  return {
    read: (question) =>
      Promise.all(options.queries.map((query) => readOne(options, query, question))),
    reconnects: async (question) =>
      queries &&
      countReconnects(queries, question, (name, query) =>
        measure(options, { name, query }, question.service, question.version, question.until),
      ),
  };
}

async function readOne(
  options: MeterOptions,
  query: MeterQuery,
  question: WatchQuestion,
): Promise<Reading> {
  const compares = query.baseline || query.limit.kind === 'worse-by';
  const [measured, baseline] = await Promise.all([
    measure(options, query, question.service, question.version, question.until),
    compares ? readBaseline(options, query, question) : null,
  ]);
  const missing =
    measured.missing ?? (query.limit.kind === 'worse-by' ? (baseline?.missing ?? null) : null);
  return {
    signal: query.name,
    unit: query.unit,
    source: 'prometheus',
    limit: query.limit,
    issues: [],
    sample: question.users,
    value: missing === null ? measured.value : null,
    baseline: baseline?.value ?? null,
    ageMs: measured.ageMs,
    missing: missing === null ? null : worded(missing),
  };
}

/**
 * When the old servers have no users left, they are asked about the moment the release began, when
 * they had them all.
 */
async function readBaseline(
  options: MeterOptions,
  query: MeterQuery,
  { service, oldVersion, oldUsers, since, until }: WatchQuestion,
): Promise<Measured> {
  if (oldVersion === null) return none('there is no old version to compare with');
  const measured = await measure(
    options,
    query,
    service,
    oldVersion,
    oldUsers === 0 ? since : until,
  );
  return measured.missing === null ? measured : none(`old servers: ${measured.missing}`);
}

/**
 * A value is as old as the oldest of the selectors that name the version: a range of minutes hides
 * that its end is empty. A selector without any sample (an error that never happened) is bearable
 * only beside one that has some.
 */
async function measure(
  options: MeterOptions,
  { name, query: template }: Pick<MeterQuery, 'name' | 'query'>,
  service: string,
  version: string,
  atMs: number,
): Promise<Measured> {
  const filled = fillQuery(template, { service: productOf(service), version });
  if (filled === undefined) return none('the version has signs in it that no query may hold');
  if (filled.selectors.length === 0)
    return none(
      'the query names {version} in no selector, so nobody can tell how old its answer is',
    );
  const doing = `measuring ${name} of ${service} ${version}`;
  const [asked, ...times] = await Promise.all([
    askInstant(options, doing, filled.query, atMs),
    ...filled.selectors.map((selector) =>
      askInstant(options, doing, `max(timestamp(${selector}))`, atMs),
    ),
  ]);
  if (asked.value === null) return none(asked.missing);
  const ages = times.flatMap(({ value }) => (value === null ? [] : [atMs - value * 1000]));
  if (ages.length === 0) return none(`no server of ${version} reports now`);
  return { ...asked, ageMs: Math.round(Math.max(0, ...ages) + Math.max(0, options.now() - atMs)) };
}

function none(missing: string): Measured {
  return { value: null, missing, ageMs: null };
}
