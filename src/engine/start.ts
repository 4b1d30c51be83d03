import { type Lane, lanes } from '../release/state/decision.ts';
import type { WorkerContext } from './worker-context.ts';
import { work } from './work.ts';

/** At most so much work of one lane at once in one process; no lane takes another's places. */
const atOnce = 4;
const pollMs = 250;

/** Starts the workers. They end between two pieces of work when stopped. */
export function startEngine(context: WorkerContext): { stop(): Promise<void> } {
  const running = new Map<Lane, number>(lanes.map((lane) => [lane, 0]));
  const inHand = new Set<Promise<void>>();
  const ending = new AbortController();
  let nudge: () => void = () => undefined;

  async function fill(): Promise<void> {
    for (;;) {
      const free = lanes.filter((lane) => (running.get(lane) ?? 0) < atOnce);
      const claim =
        free.length > 0 && !ending.signal.aborted
          ? await context.ports.ledger.claim(free, context.ports.clock.now())
          : null;
      if (!claim) return;
      running.set(claim.lane, (running.get(claim.lane) ?? 0) + 1);
      const job = work(context, claim)
        .catch((cause: unknown) =>
          context.log.error(
            { cause: String(cause) },
            'the ledger does not answer; the work is lent again when its lease ends',
          ),
        )
        .finally(() => {
          running.set(claim.lane, (running.get(claim.lane) ?? 1) - 1);
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
          context.ports.ledger.waitForWork(pollMs),
          new Promise<void>((resolve) => {
            nudge = resolve;
          }),
        ]);
      } catch (cause) {
        context.log.error(
          { cause: String(cause) },
          'the ledger does not answer; nothing moves until it does',
        );
        await context.ports.ledger.waitForWork(pollMs).catch(() => undefined);
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
