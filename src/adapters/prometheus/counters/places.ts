import type { JudgedCount, JudgedSide } from '../../../release/verdict/counted.ts';
import { keyOf } from '../../../release/verdict/warm-up.ts';
import { outsideText } from '../../http/vendor-words.ts';
import { type CountedBuilds, type CountersAsked, partAsked } from './asked.ts';
import type { Series } from './series-query.ts';

/**
 * What one server of one side shows: each number by its part of the question and its moment. Null
 * is a number that nobody can read; what is not there has no entry.
 */
export type CountedServer = {
  readonly side: JudgedSide;
  readonly server: string;
  readonly parts: ReadonlyMap<string, ReadonlyMap<number, number | null>>;
};

/** Where counts are, or why nobody can tell. */
export type CountedServers =
  { readonly places: readonly CountedServer[] } | { readonly missing: string };

/** A server is unread when its newest sample is older than this, in s of Prometheus's own clock. */
const freshSeconds = 60;
/** Names of servers are kept with what was counted. */
export const longestName = 120;

/**
 * Puts what was found to the servers that it is of. Several series of one server and part are one
 * number. A series that names no server could be anybody's: then nothing is known.
 */
export function placedBy(
  { asked, builds }: { readonly asked: CountersAsked; readonly builds: CountedBuilds },
  series: readonly Series[],
  detailOf: (series: Series) => string | null = () => '',
): CountedServers {
  const found = new Map<
    string,
    { side: JudgedSide; server: string; parts: Map<string, Map<number, number | null>> }
  >();
  for (const one of series) {
    const side = sideOf(asked, builds, one);
    const detail = detailOf(one);
    if (side === null || detail === null) continue;
    const name = one.labels[asked.server] ?? '';
    if (name === '')
      return {
        missing: `counted series lack the label ${asked.server}, by which servers are told`,
      };
    const server = outsideText(name, longestName);
    const place = found.get(keyOf(side, server)) ?? { side, server, parts: new Map() };
    found.set(keyOf(side, server), place);
    const part = `${partAsked(one)}${detail}`;
    const numbers = place.parts.get(part) ?? new Map<number, number | null>();
    place.parts.set(part, numbers);
    for (const { at, value } of one.samples) numbers.set(at, plus(numbers.get(at), value));
  }
  return { places: [...found.values()] };
}

function plus(before: number | null | undefined, value: number | null): number | null {
  if (before === undefined) return value;
  return before === null || value === null ? null : before + value;
}

function sideOf(
  { label }: CountersAsked,
  builds: CountedBuilds,
  { labels }: Series,
): JudgedSide | null {
  return builds.find(({ version }) => labels[label] === version)?.side ?? null;
}

/** One number of a place: undefined where there is none, null where nobody can read it. */
export function numberAt(
  { parts }: CountedServer,
  part: string,
  at: number,
): number | null | undefined {
  return parts.get(part)?.get(at);
}

/** A count before anybody says whose it is. */
export type SignalCount = Pick<JudgedCount, 'signal' | 'bad' | 'all'>;

/** Bad events out of all; of which any is no number is not known. */
export function counted(
  signal: string,
  bad: number | null | undefined,
  all: number | null | undefined,
): SignalCount {
  if (bad == null || all == null || bad < 0 || all < 0) return { signal, bad: null, all: null };
  return { signal, bad: Math.min(bad, all), all };
}

/**
 * What could be read of each server now. A new server whose samples are old is unread; an old one
 * is left out, because others speak for it.
 */
export function countsNow(
  places: readonly CountedServer[],
  countsAt: (place: CountedServer, at: number) => readonly SignalCount[],
): readonly JudgedCount[] {
  return places.flatMap((place) => {
    const { side, server } = place;
    const [at] = [...(place.parts.get('age')?.keys() ?? [])];
    const isFresh = isFreshPlace(place);
    const counts = at === undefined ? [] : countsAt(place, at);
    return counts.flatMap((count): readonly JudgedCount[] => {
      if (isFresh && count.bad !== null) return [{ ...count, side, server }];
      return side === 'new' ? [{ ...count, side, server, bad: null, all: null }] : [];
    });
  });
}

/** Whether a server's newest sample is fresh. */
export function isFreshPlace({ parts }: CountedServer): boolean {
  const [age] = [...(parts.get('age')?.values() ?? [])];
  return typeof age === 'number' && age <= freshSeconds;
}
