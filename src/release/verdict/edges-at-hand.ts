import { leastBeyond, mostBeyond, mostEdges } from './edges.ts';

/** An edge of a histogram in seconds, and what share of all requests takes longer. */
export type EdgeCrossed = { readonly edge: number; readonly beyond: number };

/** So many edges tell where the slow end is and how it falls. */
const mostOfPast = 16;
const slowEnd = 0.05;

/**
 * Which edges of a histogram are counted where nobody learned which of them show most: the one at
 * the slow end of old servers, and the next two further out that anybody crosses. All of them have
 * to be proven, so none is taken that hardly anybody crosses. What crosses an edge under
 * `fastEnough` (s) may be fast enough on any build: where nobody is slower, the first edge from
 * there on is counted, or the last one where the histogram ends before.
 */
export function firstEdges(curve: readonly EdgeCrossed[], fastEnough: number): readonly number[] {
  const sorted = curve.toSorted((a, b) => a.edge - b.edge);
  const beyond = sorted.filter(({ edge }) => edge >= fastEnough);
  const slow = beyond.length > 0 ? beyond : sorted.slice(-1);
  const crossed = slow.filter(({ beyond }) => beyond > 0);
  const fit = crossed.filter(({ beyond }) => beyond >= leastBeyond && beyond <= mostBeyond);
  const [nearest] = (fit.length > 0 ? fit : crossed).toSorted((a, b) => away(a) - away(b));
  if (!nearest) return slow.slice(0, 1).map(({ edge }) => edge);
  const further = fit.filter(({ edge }) => edge > nearest.edge);
  return [nearest, ...further].slice(0, mostEdges).map(({ edge }) => edge);
}

function away({ beyond }: EdgeCrossed): number {
  return Math.abs(Math.log(beyond / slowEnd));
}

/**
 * Which edges of the past are worth reading: those around the slow end, and the one before, by
 * which one sees how the curve falls there.
 */
export function edgesOfPast(curve: readonly EdgeCrossed[], most = mostOfPast): readonly number[] {
  const sorted = curve.toSorted((a, b) => a.edge - b.edge);
  // A day is not like all days: what is near the limits now may have been within them.
  const isNear = ({ beyond }: EdgeCrossed) =>
    beyond >= leastBeyond / 2 && beyond <= 1.5 * mostBeyond;
  const first = sorted.findIndex(isNear);
  const near = sorted.filter((one, at) => isNear(one) || at === first - 1);
  const step = Math.max(1, (near.length - 1) / Math.max(1, Math.min(most, mostOfPast) - 1));
  const kept = near.map((_, at) => near[Math.round(at * step)]);
  return kept.flatMap((one) => one?.edge ?? []);
}
