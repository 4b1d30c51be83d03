import { LostLease } from '../../ports/errors.ts';
import type { Order } from '../../ports/fleet.ts';
import type { Claim } from '../../ports/ledger.ts';
import type { Release } from '../../release/state/release.ts';
import { timing } from '../../time/timing.ts';
import { beforeCall, realNow, type WorkerContext } from '../worker-context.ts';

/** A look at the world, and when it was asked for (real ms). */
export type FleetLook = { readonly service: string; readonly asked: number };

/**
 * The order to do one step: given as long as the work is lent to this worker and the release has
 * recorded nothing since the step was decided. A step begins on a fresh look only; once it has
 * begun, its other calls go on however long the fleet takes for each.
 */
export function orderTo(
  doing: string,
  context: WorkerContext,
  claim: Claim,
  { id, service, turn, seq, fencesFrom = 0 }: Release,
  look: FleetLook,
): Order {
  let hasBegun = false;
  const stillMine = async () => {
    await beforeCall(context, claim, `a call to ${doing}`, seq);
    if (!hasBegun) refuseOld(context, look);
    hasBegun = true;
  };
  const fence = fencesFrom + claim.fence;
  const order = { service, release: id, turn, fence, stillMine };
  return context.outside ? { ...order, lastTurn: context.outside.lastTurn } : order;
}

/**
 * What was seen too long ago is not gone by: whoever asked may have stood still since. It is a
 * failure that counts: for ever too late is as good as down.
 */
export function refuseOld(
  { ports: { clock } }: WorkerContext,
  { service, asked }: FleetLook,
): void {
  if (realNow(clock) - asked > timing.actWithinMs)
    throw new LostLease(`the look at ${service} is too old to go by`);
}
