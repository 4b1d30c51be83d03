import type { Meter, WatchQuestion } from '../../ports/meter.ts';
import { isPastLimit, type Limit, type Reading } from '../../release/state/reading.ts';
import { worded } from '../../release/state/worded.ts';
import type { CountersAsked } from './counters/asked.ts';
import { countAll } from './counters/count.ts';
import { readHistory } from './counters/history.ts';
import { longestWindowMs } from './counting.ts';
import { beside, countEventsOf, measure, type MeasureMeans } from './measure.ts';
import { type LatencyAsked, readLatency, readRequests, type RequestsAsked } from './ready-made.ts';
import { countReconnects, type ReconnectQueries } from './reconnects.ts';

/** One query to be judged. `{version}` and `{service}` (the product) in it are labels. */
export type MeterQuery = {
  readonly name: string;
  readonly query: string;
  readonly unit: string;
  readonly limit: Limit;
  readonly baseline: boolean;
  /** What it takes before its value is held against a build; nothing unless it is said. */
  readonly least?: number;
  readonly warmUpMs?: number;
};

/** What is measured, where: what Davy asks by itself, and the queries of davy.yml. */
export type MeterOptions = MeasureMeans & {
  readonly requests?: RequestsAsked | null;
  readonly latency?: LatencyAsked | null;
  readonly queries: readonly MeterQuery[];
  readonly counters?: CountersAsked | null;
  readonly reconnects?: ReconnectQueries | null;
};

/**
 * Reads numbers from Prometheus, each with the old servers' number of the same minutes where it is
 * compared.
 */
export function prometheusMeter(options: MeterOptions): Meter {
  const { reconnects: queries = null, counters = null } = options;
  return {
    read: (question) =>
      Promise.all([
        ...(options.requests ? [readRequests(options, options.requests, question)] : []),
        ...(options.latency ? [readLatency(options, options.latency, question)] : []),
        ...options.queries.map((query) => readOne(options, query, question)),
      ]),
    count: async (question, watched) => counters && countAll(options, counters, question, watched),
    history: async (question) => (counters ? readHistory(options, counters, question) : []),
    reconnects: async (question) =>
      queries &&
      countReconnects(queries, question, (name, query) =>
        measure(
          options,
          { name, query },
          { service: question.service, version: question.version, atMs: question.until },
        ),
      ),
  };
}

async function readOne(
  options: MeterOptions,
  query: MeterQuery,
  question: WatchQuestion,
): Promise<Reading> {
  const compares = query.baseline || query.limit.kind === 'worse-by';
  const { service, version } = question;
  const of = (one: string, atMs: number) =>
    measure(options, query, { service, version: one, atMs });
  const [measured, baseline] = await Promise.all([
    of(version, question.until),
    compares ? beside(question, of) : null,
  ]);
  const missing =
    measured.missing ?? (query.limit.kind === 'worse-by' ? (baseline?.missing ?? null) : null);
  const reading: Reading = {
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
  if (query.least === undefined && query.warmUpMs === undefined) return reading;
  return withFairness(options, query, question, reading);
}

/** How many requests there were is asked only about a value that would be held against a build. */
async function withFairness(
  options: MeterOptions,
  query: MeterQuery,
  { service, version, until: atMs }: WatchQuestion,
  reading: Reading,
): Promise<Reading> {
  const { least = 0, warmUpMs = 0 } = query;
  const fairness = { windowMs: longestWindowMs(query.query), least: 0, warmUpMs };
  const sample =
    least > 0 && isPastLimit(reading)
      ? await countEventsOf(options, query, { service, version, atMs })
      : null;
  return sample === null
    ? { ...reading, fairness }
    : { ...reading, sample, fairness: { ...fairness, least } };
}
