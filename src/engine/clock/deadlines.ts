/**
 * # src/engine/clock
 *
 * The lane of deadlines: it calls no vendor, so nothing outside can delay it.
 */

import type { Claim } from '../../ports/ledger.ts';
import { isOpen } from '../../release/state/release.ts';
import { nextDeadline } from '../../release/time-passed.ts';
import type { WorkerContext } from '../worker-context.ts';
import { readKey } from '../../release/state/keys.ts';

/**
 * Clock lane: tells that time passed, and asks to be woken at the next deadline. No vendor is
 * called here, so nothing can delay it.
 */
export async function clockLane(context: WorkerContext, claim: Claim): Promise<number | null> {
  const { ledger, clock } = context.ports;
  const key = readKey(claim.key);
  if (key?.kind === 'line') return endFreeze(context, claim, key.service);
  const release = await ledger.release(claim.key);
  if (!release || !isOpen(release)) return null;
  const due = nextDeadline(release);
  if (due !== null && due <= clock.now()) {
    context.at('clock before tell');
    await context.tell(
      { service: release.service, release: release.id, claim },
      { kind: 'time-passed', at: clock.now() },
    );
  }
  const after = await ledger.release(claim.key);
  const next = after && isOpen(after) ? nextDeadline(after) : null;
  // A deadline that had no effect is looked at again, not at once.
  return next !== null && next <= clock.now() ? clock.now() + release.plan.lookEveryMs : next;
}

/** A freeze ends when its time comes; a longer one that replaced it is waited for. */
async function endFreeze(
  context: WorkerContext,
  claim: Claim,
  service: string,
): Promise<number | null> {
  const { ledger, clock } = context.ports;
  const { freeze } = await ledger.line(service);
  if (!freeze) return null;
  if (freeze.until > clock.now()) return freeze.until;
  await context.tell(
    { service, release: null, claim },
    { kind: 'unfrozen', at: clock.now(), by: null, roster: null },
  );
  return null;
}
