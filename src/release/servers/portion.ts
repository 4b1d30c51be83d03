import type { Ways } from '../state/ways.ts';
import type { Step } from './step.ts';

/** What of a step fits one call. The one place that cuts a list; the next look does the rest. */
export function portion(step: Step, { atOnce }: Ways): Step {
  switch (step.kind) {
    case 'launch':
      return { ...step, slots: step.slots.slice(0, atOnce) };
    case 'migrate':
      return { ...step, moves: step.moves.slice(0, atOnce) };
    default:
      return { ...step, ids: step.ids.slice(0, atOnce) };
  }
}
