import { toNumber } from './lexer.ts';
import { labelKey } from './series.ts';
import { type Point, type Value, vector, without } from './vector.ts';

type Bucket = { readonly bound: number; readonly count: number };

/** The value below which a share of the observations lie, read off classic buckets. */
export function histogramQuantile(share: number, points: readonly Point[]): Value {
  const named = points.flatMap((point) => {
    const bound = toNumber(point.labels['le'] ?? 'none');
    return Number.isNaN(bound)
      ? []
      : [{ labels: without(point.labels, ['le', '__name__']), bound, count: point.value }];
  });
  const groups = Map.groupBy(named, ({ labels }) => labelKey(labels));
  return vector(
    [...groups.values()].map((group) => ({
      labels: group[0]?.labels ?? {},
      value: quantile(share, rising(group)),
    })),
  );
}

/** Buckets by bound, each counting at least what the one below it counts. */
function rising(buckets: readonly Bucket[]): Bucket[] {
  let most = 0;
  return buckets
    .toSorted((a, b) => a.bound - b.bound)
    .map(({ bound, count }) => {
      most = count > most ? count : most;
      return { bound, count: Number.isNaN(count) ? count : most };
    });
}

function quantile(share: number, buckets: readonly Bucket[]): number {
  if (Number.isNaN(share)) return Number.NaN;
  if (share < 0) return -Infinity;
  if (share > 1) return Infinity;
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (first === undefined || last === undefined || buckets.length < 2 || last.bound !== Infinity)
    return Number.NaN;
  if (last.count === 0 || Number.isNaN(last.count)) return Number.NaN;
  const rank = share * last.count;
  const found = buckets.findIndex(({ count }) => count >= rank);
  const at = found === -1 ? buckets.length - 1 : found;
  if (at === buckets.length - 1) return buckets.at(-2)?.bound ?? Number.NaN;
  if (at === 0 && first.bound <= 0) return first.bound;
  const below = at === 0 ? { bound: 0, count: 0 } : (buckets[at - 1] ?? first);
  const here = buckets[at] ?? last;
  return (
    below.bound + (here.bound - below.bound) * ((rank - below.count) / (here.count - below.count))
  );
}
