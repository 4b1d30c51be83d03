import { ageOf, type CountedBuilds, type CountersAsked, inOne } from './asked.ts';
import { type CountedServers, placedBy } from './places.ts';
import { askOnce, askPast, type Series } from './series-query.ts';
import type { PrometheusServer } from '../instant-query.ts';

/** Several sums of one metric, asked for together so that all of them are of the same moment. */
export type Question = {
  readonly metric: string;
  /** The metric's own series, by which one sees how fresh it is. */
  readonly selectors: readonly string[];
  readonly parts: Readonly<Record<string, string>>;
  /** What tells series of one part and server apart; null for a series that means nothing. */
  readonly detailOf?: (series: Series) => string | null;
};

/** Whom it is asked, how it is said to be, and whose servers are wanted. */
export type CountersQuery = {
  readonly server: PrometheusServer;
  readonly asked: CountersAsked;
  readonly service: string;
  readonly builds: CountedBuilds;
};

/** The pieces of the past in which history is told (real ms). */
export const blockMs = 10 * 60_000;
const pastMs = 24 * 3_600_000;

/** What every server shows now. */
export async function placesNow(
  { server, asked, service, builds }: CountersQuery,
  { metric, selectors, parts, detailOf }: Question,
): Promise<CountedServers> {
  const query = inOne({ ...parts, age: ageOf(asked, selectors) });
  const found = await askOnce(server, `counting ${metric} of ${service}`, query);
  if ('missing' in found) return found;
  return placedBy({ asked, builds, metric }, found.series, detailOf);
}

/** The end of the last whole piece of the past (real ms). */
export function pastEnd(until: number): number {
  return Math.floor(until / blockMs) * blockMs;
}

/** What every server showed at the end of the past. */
export async function placesAtEnd(
  { server, asked, service, builds }: CountersQuery,
  { metric, parts, detailOf }: Question,
  until: number,
): Promise<CountedServers> {
  const doing = `looking what ${metric} of ${service} was`;
  const found = await askOnce(server, doing, inOne(parts), pastEnd(until));
  if ('missing' in found) return found;
  return placedBy({ asked, builds, metric }, found.series, detailOf);
}

/** What every server showed at the ends of the pieces of the day before. */
export async function placesPast(
  { server, asked, service, builds }: CountersQuery,
  { metric, parts, detailOf }: Question,
  until: number,
): Promise<CountedServers> {
  const end = pastEnd(until);
  const steps = { start: end - pastMs, end, step: blockMs };
  const doing = `reading the past of ${metric} of ${service}`;
  const found = await askPast(server, doing, inOne(parts), steps);
  if ('missing' in found) return found;
  return placedBy({ asked, builds, metric }, found.series, detailOf);
}
