import { ageOf, type CountedBuilds, type CountersAsked, inOne } from './asked.ts';
import { type CountedServers, placedBy } from './places.ts';
import { askOnce, askPast, mostOfPast, type Series } from './series-query.ts';
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
const answersOfPast = 4;
/** A quarter of a day, and the last one's end. */
const stepsAtOnce = 36;

/** What every server shows now. */
export async function placesNow(
  { server, asked, service, builds }: CountersQuery,
  { metric, selectors, parts, detailOf }: Question,
): Promise<CountedServers> {
  const query = inOne({ ...parts, age: ageOf(asked, selectors) });
  const found = await askOnce(server, `counting ${metric} of ${service}`, query);
  if ('missing' in found) return found;
  return placedBy({ asked, builds }, found.series, detailOf);
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
  return placedBy({ asked, builds }, found.series, detailOf);
}

/**
 * What every server showed at the ends of the pieces of the day before. A day of a large fleet is
 * more than one answer may hold, so it is asked for in parts.
 */
export async function placesPast(
  { server, asked, service, builds }: CountersQuery,
  { metric, parts, detailOf }: Question,
  until: number,
): Promise<CountedServers> {
  const [end, query] = [pastEnd(until), inOne(parts)];
  const doing = `reading the past of ${metric} of ${service}`;
  const found = await Promise.all(
    Array.from({ length: answersOfPast }, (_, at) => {
      const last = end - at * stepsAtOnce * blockMs;
      const start = last - (stepsAtOnce - 1) * blockMs;
      return askPast(server, doing, query, { start, end: last, step: blockMs });
    }),
  );
  const series = found.flatMap((one) => ('series' in one ? one.series : []));
  const refused = found.find((one) => 'missing' in one);
  return refused ?? placedBy({ asked, builds }, series, detailOf);
}

/** How many numbers of each server the past may be made of, so that one answer holds them all. */
export function numbersOfPast(servers: number): number {
  return Math.floor(mostOfPast / (stepsAtOnce * Math.max(1, servers)));
}
