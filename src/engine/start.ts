import type { Lane } from '../release/state/decision.ts';
import type { Claim, Ledger } from '../ports/ledger.ts';
import { causesOf } from './causes.ts';
import { emptyPlaces } from './places.ts';
import { realNow, type WorkerContext } from './worker-context.ts';
import { work } from './work.ts';

/** Who has nothing to do looks so often all the same, and earlier where work is known to be due. */
const pollMs = 1_000;
/** Work that is due now and that nobody can take, because somebody else just takes it. */
const soonestMs = 50;
/** So long a replica takes nothing after it met work of a newer one (real ms). */
const asideMs = 10_000;

/** Starts the workers. They end between two pieces of work when stopped. */
export function startEngine(context: WorkerContext): { stop(): Promise<void> } {
  const { clock } = context.ports;
  let asideUntil = Number.NEGATIVE_INFINITY;
  const standAside = () => {
    asideUntil = realNow(clock) + asideMs;
  };
  return run(
    { every, countLost: counter(), standAside, ...context },
    () => realNow(clock) < asideUntil,
  );
}

function run(context: WorkerContext, isAside: () => boolean): { stop(): Promise<void> } {
  const { ledger } = context.ports;
  const places = emptyPlaces();
  const inHand = new Set<Promise<void>>();
  const ending = new AbortController();
  let nudge = new AbortController();

  async function fill(): Promise<void> {
    while (!ending.signal.aborted && !isAside()) {
      const claim = await claimNext(context, places);
      if (!claim) return;
      const leave = places.take(claim);
      const job = workOn(context, claim).finally(() => {
        leave();
        inHand.delete(job);
        nudge.abort();
      });
      inHand.add(job);
    }
  }

  async function go(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        // Made before the ledger is asked: whose place becomes free meanwhile is looked for again.
        nudge = new AbortController();
        await fill();
        const { lanes } = places.free();
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

  const loop = go();
  return {
    async stop() {
      ending.abort();
      nudge.abort();
      await loop;
      await Promise.allSettled(inHand);
    },
  };
}

/** The next work that has a place; null where none is due, or all places are taken. */
async function claimNext(
  { ports: { ledger, clock } }: WorkerContext,
  places: ReturnType<typeof emptyPlaces>,
): ReturnType<Ledger['claim']> {
  const { lanes, room } = places.free();
  return room.urgent.length > 0 ? ledger.claim(lanes, clock.now(), room) : null;
}

function every(ms: number, act: () => void): () => void {
  const timer = setInterval(act, ms);
  timer.unref();
  return () => clearInterval(timer);
}

function counter(): () => number {
  let count = 0;
  return () => (count += 1);
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

async function workOn(context: WorkerContext, claim: Claim): Promise<void> {
  await work(context, claim).catch((cause: unknown) =>
    context.log.error(
      { cause: causesOf(cause) },
      'the ledger does not answer; the work is lent again when its lease ends',
    ),
  );
}
