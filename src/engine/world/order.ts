import type { Order } from '../../ports/fleet.ts';
import type { Claim } from '../../ports/ledger.ts';
import type { Release } from '../../release/state/release.ts';
import { beforeCall, type WorkerContext } from '../worker-context.ts';

/**
 * The order to do one step: given as long as the work is lent to this worker and the release has
 * recorded nothing since the step was decided.
 */
export function orderTo(
  doing: string,
  context: WorkerContext,
  claim: Claim,
  { id, service, seq }: Release,
): Order {
  const stillMine = () => beforeCall(context, claim, `a call to ${doing}`, seq);
  return { service, release: id, fence: claim.fence, stillMine };
}
