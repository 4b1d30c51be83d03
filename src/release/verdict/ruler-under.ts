import type { JudgeOptions } from '../state/judge-options.ts';
import { limitAt } from './edges.ts';
import { floorOf, type Measure, type Ruler, toleratedTimes } from './ruler.ts';
import { roleOfSignal } from './signal-role.ts';

/**
 * What was learned of old servers then, with what is tolerated now. The day it was learned from is
 * not kept, so that the edges of a histogram stay those that were watched.
 */
export function rulerUnder(ruler: Ruler, then: JudgeOptions, now: JudgeOptions): Ruler {
  const measures = ruler.measures.map((measure): Measure => {
    const { signal, usual } = measure;
    const limit =
      roleOfSignal(signal) === 'latency'
        ? slowLimit(measure.limit, then.slowerBy, now.slowerBy)
        : toleratedTimes(signal, usual, now);
    return { ...measure, limit, floor: floorOf(signal, usual, now) };
  });
  return { ...ruler, measures };
}

/**
 * How many times as many requests cross an edge when all are slower by another share: the limit
 * tells how fast the curve falls there, or that nobody knew.
 */
function slowLimit(limit: number, then: number, now: number): number {
  if (then === now) return limit;
  if (limit === limitAt(null, then) || !(then > 0)) return limitAt(null, now);
  const falls = Math.log(limit) / Math.log(1 + then);
  return Math.max(1 + now / 2, (1 + now) ** falls);
}
