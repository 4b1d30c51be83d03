import { type Lane, lanes } from '../release/state/decision.ts';
import type { Claim } from '../ports/ledger.ts';
import { causesOf } from './causes.ts';
import type { WorkerContext } from './worker-context.ts';
import { work } from './work.ts';

/** At most so much work of one lane at once in one process; no lane takes another's places. */
const atOnce = 4;
/** Who has nothing to do looks so often all the same, and earlier where work is known to be due. */
const pollMs = 1_000;
/** Work that is due now and that nobody can take, because somebody else just takes it. */
const soonestMs = 50;

/** Starts the workers. They end between two pieces of work when stopped. */
export function startEngine(context: WorkerContext): { stop(): Promise<void> } {
  const { ledger, clock } = context.ports;
  const places = emptyPlaces();
  const inHand = new Set<Promise<void>>();
  const ending = new AbortController();
  let nudge = new AbortController();

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
        nudge.abort();
      });
      inHand.add(job);
    }
  }

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        // Made before the ledger is asked: whose place becomes free meanwhile is looked for again.
        nudge = new AbortController();
        await fill();
        const lanes = places.free();
        await ledger.waitForWork(await untilDue(context, lanes), { lanes, enough: nudge.signal });
      } catch (cause) {
        context.log.error(
          { cause: causesOf(cause) },
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
      nudge.abort();
      await loop;
      await Promise.allSettled(inHand);
    },
  };
}

/** How long to wait before asking again (real ms). */
async function untilDue(
  { ports: { ledger, clock } }: WorkerContext,
  free: readonly Lane[],
): Promise<number> {
  const dueAt = free.length === 0 ? null : await ledger.nextDue(free);
  if (dueAt === null) return pollMs;
  return Math.min(pollMs, Math.max(soonestMs, clock.wall(dueAt) - clock.wall(clock.now())));
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
      { cause: causesOf(cause) },
      'the ledger does not answer; the work is lent again when its lease ends',
    ),
  );
}
