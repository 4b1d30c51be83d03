import type { Paired } from '../state/judgement.ts';
import type { Measure } from './ruler.ts';

/** Where old servers' rate makes so many failures likely, none at all is a counter that is deaf. */
const surelySome = 8;
/** Before anything passes, fewer are enough to doubt a counter that never moved. */
const likelySome = 2;

/** Whether the counter is taken to hear nothing: it stands at 0 where that cannot be luck. */
export function isDeaf(total: Paired, measure: Measure): boolean {
  return total.bad === 0 && expectedIn(total, measure) >= surelySome * measure.bunching;
}

/** Whether a counter that never moved is trusted to have had nothing to count. */
export function isHeardOf(total: Paired, measure: Measure): boolean {
  return total.bad > 0 || expectedIn(total, measure) < likelySome;
}

function expectedIn({ all, oldBad, oldAll }: Paired, { usual }: Measure): number {
  return all * (oldAll > 0 ? oldBad / oldAll : (usual ?? 0));
}
