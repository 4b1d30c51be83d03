/**
 * # src/engine
 *
 * The shell around the core. `tell` stores what happened and what follows, in one transaction;
 * workers claim work lane by lane and do it. Decides when something is done, never whether.
 */

import { type Lane, lanes } from '../release/state/decision.ts';
import type { Claim } from '../ports/ledger.ts';
import type { WorkerContext } from './worker-context.ts';
import { work } from './work.ts';

/** At most so much work of one lane at once in one process; no lane takes another's places. */
const atOnce = 4;
const pollMs = 250;

/** Starts the workers. They end between two pieces of work when stopped. */
export function startEngine(context: WorkerContext): { stop(): Promise<void> } {
  const { ledger, clock } = context.ports;
  const places = emptyPlaces();
  const inHand = new Set<Promise<void>>();
  const ending = new AbortController();
  let nudge: () => void = () => undefined;

  async function fill(): Promise<void> {
    for (;;) {
      const free = places.free();
      const claim =
        free.length > 0 && !ending.signal.aborted ? await ledger.claim(free, clock.now()) : null;
      if (!claim) return;
      places.take(claim.lane);
      const job = workOn(context, claim).finally(() => {
        places.leave(claim.lane);
        inHand.delete(job);
        nudge();
      });
      inHand.add(job);
    }
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        await fill();
        await Promise.race([
          ledger.waitForWork(pollMs),
          new Promise<void>((resolve) => {
            nudge = resolve;
          }),
        ]);
      } catch (cause) {
        context.log.error(
          { cause: String(cause) },
          'the ledger does not answer; nothing moves until it does',
        );
        await ledger.waitForWork(pollMs).catch(() => undefined);
      }
    }
  }

  const loop = run();
  return {
    async stop() {
      ending.abort();
      nudge();
      await loop;
      await Promise.allSettled(inHand);
    },
  };
}

/** How much work of each lane is in hand. */
function emptyPlaces() {
  const taken = new Map<Lane, number>(lanes.map((lane) => [lane, 0]));
  return {
    free: () => lanes.filter((lane) => (taken.get(lane) ?? 0) < atOnce),
    take: (lane: Lane) => taken.set(lane, (taken.get(lane) ?? 0) + 1),
    leave: (lane: Lane) => taken.set(lane, (taken.get(lane) ?? 1) - 1),
  };
}

async function workOn(context: WorkerContext, claim: Claim): Promise<void> {
  await work(context, claim).catch((cause: unknown) =>
    context.log.error(
      { cause: String(cause) },
      'the ledger does not answer; the work is lent again when its lease ends',
    ),
  );
}
