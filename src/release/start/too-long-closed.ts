import type { Refusal } from '../state/decision.ts';
import { refuse } from '../state/outcome.ts';
import type { Plan } from '../state/plan.ts';

/**
 * How long its old servers would be closed with users on them: all batches and watches, and every
 * postponement.
 */
export function closedFor(plan: Plan): number {
  const { batches, betweenBatchesMs, watchMs, postponeMs, postponesMax, ways } = plan;
  // Where traffic is steered, old servers close with the last batch only.
  const watched = ways.moves === 'traffic' ? 1 : batches.length;
  return watched * betweenBatchesMs + watchMs + postponesMax * postponeMs;
}

/**
 * Some fleets cut whoever is left on a closed server after a while: a plan that lasts longer would
 * cut users, and is refused before anything starts.
 */
export function closedTooLong(plan: Plan, name: string): Refusal | null {
  const { closedMs } = plan.ways;
  const lasts = closedFor(plan);
  return closedMs === null || lasts <= closedMs
    ? null
    : refuse('not-now', 'closedTooLong', name, lasts, closedMs);
}
