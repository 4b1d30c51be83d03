import { byOf, type CountersAsked, selectorsOf, type CountersWanted } from './asked.ts';
import { type SignalCount, counted, numberAt, type CountedServer } from './places.ts';
import type { Question } from './question.ts';

/** Asks for failed requests and all requests; null where a version may stand in no query. */
export function errorsQuestion(
  asked: CountersAsked,
  { counter, errors, where }: NonNullable<CountersAsked['requests']>,
  wanted: CountersWanted,
): Question | null {
  const all = selectorsOf(asked, wanted, counter, where);
  const bad = selectorsOf(asked, wanted, counter, where, errors);
  if (all === null || bad === null) return null;
  const sum = (selectors: readonly string[]) =>
    `sum by (${byOf(asked)}) (${selectors.join(' or ')})`;
  return { metric: counter, selectors: all, parts: { all: sum(all), bad: sum(bad) } };
}

/** Failed requests of requests: whoever has requests and no series of failures has none. */
export function errorsAt(place: CountedServer, at: number): readonly SignalCount[] {
  const [bad, all] = [numberAt(place, 'bad', at), numberAt(place, 'all', at)];
  if (all === undefined) return [];
  return [counted('errors', bad === undefined ? 0 : bad, all)];
}
