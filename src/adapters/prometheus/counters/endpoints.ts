import { outsideText } from '../../http/vendor-words.ts';
import { byOf, type CountersAsked, partAsked, selectorsOf, type CountersWanted } from './asked.ts';
import { type SignalCount, counted, numberAt, type CountedServer } from './places.ts';
import type { Question } from './question.ts';

/** So many endpoints are watched by themselves: those with the most requests on old servers. */
const mostEndpoints = 10;
const longestName = 80;

/** Asks for failed requests and all requests of each endpoint; null where none are told apart. */
export function endpointsQuestion(
  asked: CountersAsked,
  { counter, errors, where, by }: NonNullable<CountersAsked['requests']>,
  wanted: CountersWanted,
  most = mostEndpoints,
): Question | null {
  const many = Math.min(most, mostEndpoints);
  if (by === null || many < 1) return null;
  const all = selectorsOf(asked, wanted, counter, where);
  const bad = selectorsOf(asked, wanted, counter, where, errors);
  const named = selectorsOf(asked, wanted, counter, where, `${by}!=""`);
  if (all === null || bad === null || named === null) return null;
  // The build that it is compared with is the last of them.
  const busiest = `topk(${many}, sum by (${by}) (${named.at(-1)}))`;
  const sum = (selectors: readonly string[]) =>
    `(sum by (${byOf(asked)}, ${by}) (${selectors.join(' or ')}) and on (${by}) ${busiest})`;
  return {
    metric: counter,
    selectors: all,
    parts: { all: sum(all), bad: sum(bad) },
    detailOf: (series) =>
      partAsked(series) === 'age' ? '' : `:${outsideText(series.labels[by] ?? '', longestName)}`,
  };
}

/** Failed requests of requests, endpoint by endpoint. */
export function endpointsAt(place: CountedServer, at: number): readonly SignalCount[] {
  return [...place.parts.keys()].flatMap((part): readonly SignalCount[] => {
    const [, name] = /^all:(.*)$/s.exec(part) ?? [];
    const all = numberAt(place, part, at);
    if (name === undefined || all === undefined) return [];
    const bad = numberAt(place, `bad:${name}`, at);
    return [counted(`endpoint:${name}`, bad === undefined ? 0 : bad, all)];
  });
}
