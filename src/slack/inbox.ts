import type { Ledger } from '../ports.ts';
import { z } from 'zod';
import { deliveryIdOf, type Inbound } from './inbound.ts';
import type { Log } from './log.ts';

/** What Slack is told when the database did not take the words in time. */
export const notSaved = 'Not saved. Nothing changed. Try again.';

const saveWithinMs = 1_500;
const drainWithinMs = 5_000;

/** A delivery that fails for so long is given up: trying it later would surprise people more than saying so. */
const tryForMs = 300_000;

const Stored = z.object({ at: z.number(), slack: z.unknown() });

/** Which try this is: people are told on the first and on the last, not on each. */
export type Try = 'first' | 'again' | 'last';

type Store = Pick<Ledger, 'receive' | 'claimDelivery' | 'claimDeliveryById' | 'answered'>;

/** Keeps what Slack brought until it is answered, also across a crash. `work` may run twice for one delivery; `tell` decides once. */
export function inbox(store: Store, log: Log, realNow: () => number, work: (delivery: string, body: unknown, which: Try) => Promise<void>) {
  const inHand = new Set<Promise<void>>();
  /** Deliveries whose sender was told "not saved": should the row have been committed after all, nobody works on it. */
  const void_ = new Set<string>();

  async function answer(claim: Promise<{ readonly id: string; readonly body: unknown } | null>, which: Try): Promise<boolean> {
    const delivery = await claim;
    if (!delivery) return false;
    const { at, slack } = Stored.parse(delivery.body);
    const last = realNow() - at > tryForMs;
    try {
      if (!void_.has(delivery.id)) await work(delivery.id, slack, last ? 'last' : which);
    } catch (cause) {
      if (!last) throw cause;
      log.error({ cause: String(cause), delivery: delivery.id }, 'a delivery is given up after five minutes of trying');
    }
    await store.answered(delivery.id);
    return true;
  }

  function keep(job: Promise<unknown>, what: string): void {
    const kept: Promise<void> = job
      .then(() => undefined, (cause: unknown) => log.error({ cause: String(cause) }, what))
      .finally(() => inHand.delete(kept));
    inHand.add(kept);
  }

  return {
    /** Saves first: an acknowledgement means that the row is committed. `known` means Slack repeats itself. */
    async take(inbound: Inbound): Promise<'saved' | 'known' | 'not-saved'> {
      const id = deliveryIdOf(inbound);
      const saving = store.receive({ id, once: null, body: { at: realNow(), slack: inbound } });
      const saved = await within(saving, saveWithinMs);
      if (saved !== null) return saved ? 'saved' : 'known';
      void_.add(id);
      keep(saving.then(() => store.answered(id)), 'the database did not take a delivery; its sender was told so');
      return 'not-saved';
    },
    /** Works on one delivery at once, after it was acknowledged. */
    begin(inbound: Inbound): void {
      keep(answer(store.claimDeliveryById(deliveryIdOf(inbound)), 'first'), 'a delivery is not answered yet; it is tried again');
    },
    /** Works on whatever a crash left behind. */
    async sweep(): Promise<void> {
      while (await answer(store.claimDelivery(), 'again'));
    },
    /** Waits for the answers that are on their way, but not for ever: what is not answered is kept. */
    async drain(): Promise<void> {
      await within(Promise.allSettled(inHand), drainWithinMs);
    },
  };
}

/** The answer, or null when it failed or did not come in time. */
async function within<Value>(promise: Promise<Value>, ms: number): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => { timer = setTimeout(() => resolve(null), ms); });
  try {
    return await Promise.race([promise.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
