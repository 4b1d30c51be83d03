import type { JudgeOptions } from '../state/judge-options.ts';
import { bunchingOf, type Past, spreadOf } from './spread.ts';
import { roleOfSignal } from './signal-role.ts';

/** So many edges of a histogram are watched at most: the one that shows most, and the far end. */
export const mostEdges = 3;
/** An edge that fewer requests cross (1 in 500), or more than a third, shows no slow end. */
export const leastBeyond = 0.002;
export const mostBeyond = 0.35;

/** So few slow requests, and nobody speaks of a slow service (p99). */
const slowEnd = 0.01;

/**
 * The share of requests that may be slower than an edge on any build; null where old servers tell.
 * Where hardly any request of theirs is so slow there is nothing to compare with: it is enough that
 * 99 in 100 are faster than what is fast enough on any build.
 */
export function slowFloor(
  signal: string,
  usual: number | null,
  { fastEnoughMs, errorsFloor }: JudgeOptions,
): number | null {
  const edge = edgeOf(signal);
  if (fastEnoughMs <= 0 || edge === null) return null;
  return usual === null || usual < leastBeyond ? Math.max(slowEnd, errorsFloor) : null;
}

/** Where one edge is known of a histogram, and nobody knows how its curve falls there. */
const usualFall = 2;

/** The edge in seconds of `latency:0.5`; null where the name has none. */
export function edgeOf(signal: string): number | null {
  const [, edge] = /^latency:(\d+(?:\.\d+)?)$/.exec(signal) ?? [];
  return edge === undefined ? null : Number(edge);
}

/** Whether requests that cross the edge may still be fast enough on any build. */
export function isFastEnough(signal: string, { fastEnoughMs }: JudgeOptions): boolean {
  const edge = edgeOf(signal);
  return edge !== null && edge * 1_000 < fastEnoughMs;
}

/**
 * Which edges of the histogram are watched, each with how many times as many requests cross it
 * when all are slower by what is tolerated. Read off the old servers, nobody configures it.
 */
export function edgesOf(
  pasts: ReadonlyMap<string, Past>,
  options: JudgeOptions,
): ReadonlyMap<string, number> {
  const curve = curveOf(pasts);
  const fit = curve.filter(
    ({ signal, beyond }) =>
      beyond >= leastBeyond && beyond <= mostBeyond && !isFastEnough(signal, options),
  );
  const ranked = fit
    .map((point) => ({ ...point, limit: limitAt({ curve, point }, options.slowerBy) }))
    .map((point) => ({ ...point, shows: showsOf(point, pasts.get(point.signal)) }))
    .toSorted((a, b) => b.shows - a.shows);
  const [best] = ranked;
  if (!best) return new Map();
  const far = ranked.filter((one) => one !== best).toSorted((a, b) => a.beyond - b.beyond);
  return new Map(
    [best, ...far].slice(0, mostEdges).map(({ signal, limit }) => [signal, limit] as const),
  );
}

type Point = { readonly signal: string; readonly edge: number | null; readonly beyond: number };

/** What share of requests crosses each edge. */
function curveOf(pasts: ReadonlyMap<string, Past>): readonly Point[] {
  return [...pasts]
    .filter(([signal]) => roleOfSignal(signal) === 'latency')
    .map(([signal, { bad, all }]) => ({
      signal,
      edge: edgeOf(signal),
      beyond: all > 0 ? bad / all : 0,
    }))
    .toSorted((a, b) => (a.edge ?? 0) - (b.edge ?? 0));
}

/** How many times as many requests cross an edge when all take longer by a share. */
export function limitAt(
  at: { readonly curve: readonly Point[]; readonly point: Point } | null,
  slowerBy: number,
): number {
  const falls = at && fallAt(at.curve, at.point);
  const limit = (1 + slowerBy) ** (falls ?? 0);
  return falls === null ? 1 + usualFall * slowerBy : Math.max(1 + slowerBy / 2, limit);
}

/** How fast the curve falls just before an edge: by how much more than time itself. */
function fallAt(curve: readonly Point[], { edge, beyond }: Point): number | null {
  const before = curve.findLast((one) => one.edge !== null && edge !== null && one.edge < edge);
  if (!before || before.edge === null || edge === null || !(before.beyond > beyond)) return null;
  return Math.log(before.beyond / beyond) / Math.log(edge / before.edge);
}

/** How well a slower build shows at an edge, in units of what servers stray anyway. */
function showsOf(
  { limit, beyond }: { readonly limit: number; readonly beyond: number },
  past: Past | undefined,
): number {
  if (!past) return 0;
  const bunching = bunchingOf(past) ?? 1.5;
  const events = (past.all * beyond) / 100;
  return (
    Math.log(limit) / Math.sqrt(spreadOf(past, bunching) ** 2 + bunching / Math.max(1, events))
  );
}
