import type { EdgeCrossed } from '../../../release/verdict/edges-at-hand.ts';
import { byOf, type CountersAsked, partAsked, selectorsOf, type CountersWanted } from './asked.ts';
import { type SignalCount, counted, numberAt, type CountedServer } from './places.ts';
import type { Question } from './question.ts';
import type { Series } from './series-query.ts';

/** Asks for all buckets of a histogram, and how many requests there were. */
export function latencyQuestion(
  asked: CountersAsked,
  { histogram, where }: NonNullable<CountersAsked['latency']>,
  wanted: CountersWanted,
  edges: readonly number[] = [],
): Question | null {
  const all = selectorsOf(asked, wanted, `${histogram}_count`, where);
  const buckets = selectorsOf(asked, wanted, `${histogram}_bucket`, where, leOf(edges));
  if (all === null || buckets === null) return null;
  return {
    metric: histogram,
    selectors: all,
    parts: {
      all: `sum by (${byOf(asked)}) (${all.join(' or ')})`,
      bucket: `sum by (${byOf(asked)}, le) (${buckets.join(' or ')})`,
    },
    detailOf,
  };
}

/** Client libraries write a number as 1, 1.0, 1e-05 or 1.0E-5. */
function leOf(edges: readonly number[]): string | null {
  if (edges.length === 0) return null;
  const forms = edges.flatMap((edge) => {
    const [digits = '', power = ''] = edge.toExponential().split('e');
    const size = Math.abs(Number(power)).toString().padStart(2, '0');
    const point = digits.includes('.') ? '' : '.0';
    const sign = power.startsWith('-') ? '-' : '';
    return [
      `${edge}`,
      ...(Number.isInteger(edge) ? [`${edge}.0`] : []),
      `${digits}e${sign === '' ? '+' : sign}${size}`,
      `${digits}${point}E${sign}${Math.abs(Number(power))}`,
    ];
  });
  return `le=~"${forms.map((one) => one.replaceAll(/[.+]/g, String.raw`\\$&`)).join('|')}"`;
}

/** The last bucket is that of all requests; an edge that is no number is none. */
function detailOf(series: Series): string | null {
  if (partAsked(series) !== 'bucket') return '';
  const edge = Number(series.labels['le'] ?? '');
  const text = String(edge);
  return edge > 0 && /^\d+(\.\d+)?$/.test(text) ? text : null;
}

/** Requests beyond each of these edges, of requests. A histogram without the edge is unread. */
export function latencyAt(edges: readonly number[]) {
  return (place: CountedServer, at: number): readonly SignalCount[] => {
    const all = numberAt(place, 'all', at);
    if (all === undefined) return [];
    return edges.map((edge) => {
      const within = numberAt(place, `bucket${edge}`, at);
      const beyond = within == null || all === null ? null : Math.max(0, all - within);
      return counted(`latency:${edge}`, beyond, all);
    });
  };
}

/** What share of their requests takes longer than each edge that all of these servers have. */
export function curveOf(places: readonly CountedServer[]): readonly EdgeCrossed[] {
  const known = places.flatMap(({ parts }) => {
    const last = (part: string) => [...(parts.get(part)?.values() ?? [])].at(-1) ?? null;
    const all = last('all');
    return all === null ? [] : [{ all, last, edges: edgesIn(parts) }];
  });
  const edges = [...new Set(known.flatMap((one) => one.edges))];
  return edges.flatMap((edge) => {
    const having = known.map(({ all, last }) => ({ all, within: last(`bucket${edge}`) }));
    const sum = having.reduce((sum, { all }) => sum + all, 0);
    if (!(sum > 0) || having.some(({ within }) => within === null)) return [];
    const within = having.reduce((sum, one) => sum + (one.within ?? 0), 0);
    return [{ edge, beyond: Math.max(0, 1 - within / sum) }];
  });
}

function edgesIn(parts: CountedServer['parts']): readonly number[] {
  return [...parts.keys()].flatMap((part) =>
    part.startsWith('bucket') ? [Number(part.slice('bucket'.length))] : [],
  );
}
