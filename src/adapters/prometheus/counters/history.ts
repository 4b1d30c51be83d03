import type { WatchQuestion } from '../../../ports/meter.ts';
import type { JudgedCount } from '../../../release/verdict/counted.ts';
import { edgesOfPast } from '../../../release/verdict/edges-at-hand.ts';
import { type CountersRead, grownSince } from '../../../release/verdict/growth.ts';
import type { HistoryBlock } from '../../../release/verdict/spread.ts';
import { beginPortCall } from '../../http/vendor-call.ts';
import type { MeasureMeans } from '../measure.ts';
import { unknownLabel } from '../unknown-label.ts';
import type { CountersAsked } from './asked.ts';
import { endpointsAt, endpointsQuestion } from './endpoints.ts';
import { errorsAt, errorsQuestion } from './errors.ts';
import { curveOf, latencyAt, latencyQuestion } from './latency.ts';
import { type SignalCount, type CountedServer, type CountedServers } from './places.ts';
import { type CountersQuery, blockMs, numbersOfPast, placesAtEnd, placesPast } from './question.ts';

/** What each old server counted in the pieces of the day before. */
export async function readHistory(
  means: MeasureMeans,
  asked: CountersAsked,
  question: WatchQuestion,
): Promise<readonly HistoryBlock[]> {
  const { oldVersion, service, until } = question;
  if (oldVersion === null) return [];
  const server = { ...means, fetch: beginPortCall(means.fetch).fetch };
  const builds = [{ side: 'old', version: oldVersion }] as const;
  const asking: CountersQuery = { server, asked, service, builds };
  const blocks = await Promise.all([requestsPast(asking, question), latencyPast(asking, until)]);
  return blocks.flat();
}

async function requestsPast(
  asking: CountersQuery,
  question: WatchQuestion,
): Promise<readonly HistoryBlock[]> {
  const { requests, label } = asking.asked;
  if (!requests) return [];
  const errors = errorsQuestion(asking.asked, requests, asking);
  if (errors === null) return [];
  const [unknown, whole] = await Promise.all([
    unknownLabel(asking.server, { ...requests, label }, question),
    placesPast(asking, errors, question.until),
  ]);
  // Where nothing could be found to have failed, that nothing failed is not what is usual.
  if (unknown !== null || 'missing' in whole) return [];
  const most = Math.floor(numbersOfPast(whole.places.length) / 2);
  const each = endpointsQuestion(asking.asked, requests, asking, most);
  return [
    ...blocksOf(whole, errorsAt),
    ...(each ? blocksOf(await placesPast(asking, each, question.until), endpointsAt) : []),
  ];
}

async function latencyPast(asking: CountersQuery, until: number): Promise<readonly HistoryBlock[]> {
  const { latency } = asking.asked;
  const whole = latency && latencyQuestion(asking.asked, latency, asking);
  if (!latency || !whole) return [];
  const then = await placesAtEnd(asking, whole, until);
  if ('missing' in then) return [];
  const most = numbersOfPast(then.places.length) - 1;
  const edges = most < 1 ? [] : edgesOfPast(curveOf(then.places), most);
  const some = edges.length > 0 && latencyQuestion(asking.asked, latency, asking, edges);
  if (!some) return [];
  return blocksOf(await placesPast(asking, some, until), latencyAt(edges));
}

/**
 * What grew from one moment to the next on every server that was there at both. What was restarted
 * in between has counted what it shows.
 */
function blocksOf(
  found: CountedServers,
  countsAt: (place: CountedServer, at: number) => readonly SignalCount[],
): readonly HistoryBlock[] {
  if ('missing' in found) return [];
  const times = new Set(
    found.places.flatMap(({ parts }) => [...parts.values()].flatMap((one) => [...one.keys()])),
  );
  const readAt = (at: number): CountersRead => ({
    counters: found.places.flatMap((place) => readOf(place, countsAt(place, at))),
    silent: [],
    started: [],
    memory: [],
  });
  return [...times].flatMap((at) => {
    if (!times.has(at - blockMs)) return [];
    const [before, now] = [readAt(at - blockMs), readAt(at)];
    const there = new Set(before.counters.map(({ signal, server }) => `${signal} ${server}`));
    const { last } = grownSince(null, at - blockMs, before);
    return grownSince(last, at, now).counts.flatMap(({ signal, server, bad, all }) => {
      const isWhole = bad !== null && all !== null && there.has(`${signal} ${server}`);
      return isWhole ? [{ signal, block: at / blockMs, server, bad, all }] : [];
    });
  });
}

/** What nobody could read is not there: it makes no piece of the past. */
function readOf(
  { side, server }: CountedServer,
  counts: readonly SignalCount[],
): readonly JudgedCount[] {
  return counts.flatMap((count) => (count.bad === null ? [] : [{ ...count, side, server }]));
}
