/**
 * # src/engine
 *
 * The shell around the core. `tell` stores what happened and what follows, in one transaction;
 * workers claim work lane by lane and do it. Decides when something is done, never whether.
 */

import { LostLease } from '../ports/errors.ts';
import type { Claim } from '../ports/ledger.ts';
import { timing } from '../time/timing.ts';
import type { WorkerContext } from './worker-context.ts';

/** Often enough that one renewal may fail before the lease ends. */
const renewEveryMs = timing.leaseMs / 4;
/**
 * Work that is in hand for longer keeps its lease only by what it does itself: what hangs for ever
 * must come to somebody else.
 */
const keptForMs = 60_000;

/**
 * Renews the lease of work in hand while it waits for vendors: slow ones are not down, and what
 * they answer must not be thrown away. A process that stands still renews nothing, so it loses its
 * work to another all the same.
 */
export function keepLent(context: WorkerContext, claim: Claim): () => void {
  if (!context.every) return () => undefined;
  let left = Math.floor(keptForMs / renewEveryMs);
  let asking = false;
  const stop = context.every(renewEveryMs, () => {
    if (asking) return;
    if (left-- <= 0) {
      stop();
      return;
    }
    asking = true;
    context.ports.ledger
      .renew(claim)
      // Whoever does the work finds out at its next step; a silent ledger is asked again.
      .catch((cause: unknown) => {
        if (cause instanceof LostLease) stop();
      })
      .finally(() => {
        asking = false;
      });
  });
  return stop;
}
