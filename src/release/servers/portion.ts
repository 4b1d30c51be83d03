import type { Launching } from '../state/launch-order.ts';
import type { Ways } from '../state/ways.ts';
import type { Step } from './step.ts';
import { byTurns } from './turns.ts';

/**
 * What of a step fits one call. The one place that cuts a list; the next look does the rest, and
 * does not begin with those that did not obey for ever. `sinceMs`: how long the phase lasts.
 */
export function portion(step: Step, ways: Ways, sinceMs: number): Step {
  const { atOnce, shutsTogether } = ways;
  const some = <T>(all: readonly T[]) =>
    all.length <= atOnce ? all : byTurns(all, sinceMs).slice(0, atOnce);
  switch (step.kind) {
    case 'launch':
      return { ...step, ...fitting(step, ways) };
    case 'migrate':
      return { ...step, moves: some(step.moves) };
    case 'steer':
    case 'swap':
      return step;
    case 'close':
      return shutsTogether ? step : { ...step, ids: some(step.ids) };
    default:
      return { ...step, ids: some(step.ids) };
  }
}

/** Spares first; an order is never cut: its token stands for all of it. */
function fitting({ orders, spares }: Launching, { atOnce, startsOrders }: Ways): Launching {
  const first = spares.slice(0, atOnce);
  let room = atOnce - first.length;
  return {
    spares: first,
    orders: orders.filter(({ n }, index) => {
      const takes = startsOrders ? 1 : n;
      if ((index > 0 || first.length > 0) && takes > room) return false;
      room -= takes;
      return true;
    }),
  };
}
