import type { Ledger } from '../../ports/ledger.ts';
import { type Answering, answering } from '../answer/answering.ts';
import { floodGauge } from './flood.ts';
import type { SlackRequest } from '../match/request.ts';
import { rowOf } from './stored-request.ts';

const saveWithinMs = 1_500;
const drainWithinMs = 5_000;
const voidAgainMs = 1_000;

type Store = Pick<Ledger, 'receive' | 'claimDelivery' | 'claimDeliveryById' | 'answered'>;

/** What the inbox is opened with. */
type Opened = Pick<Answering, 'log' | 'realNow' | 'read' | 'work' | 'at'> & {
  readonly store: Store;
};

/** Keeps what Slack brought until it is answered, also across a crash. */
export function inbox({ store, log, realNow, read, work, at }: Opened) {
  let taking = 0;
  const ending = new AbortController();
  const notMeant = struckOut(store, ending.signal);
  const flood = floodGauge(realNow);
  const answers = answering({
    store,
    log,
    realNow,
    read,
    work,
    at,
    isVoid: (id) => notMeant.has(id),
    isBusy: () => taking > 0 || flood.isFlood(),
  });

  return {
    /**
     * Saves first: an acknowledgement means that the row is committed. `known` means Slack repeats
     * itself.
     */
    async take(request: SlackRequest): Promise<'saved' | 'known' | 'not-saved'> {
      const { id, slack } = request;
      taking += 1;
      flood.arrived();
      at('receive before write');
      const saving = store.receive(rowOf({ at: realNow(), request }));
      // A late failure has been told already.
      saving.catch(() => undefined);
      const saved = await within(saving, saveWithinMs);
      taking -= 1;
      answers.pump();
      if (saved !== null) {
        // Stored, and nobody has been told: whoever dies here is asked again by Slack.
        at('receive after write');
        return saved ? 'saved' : 'known';
      }
      // An event was refused, not answered: Slack brings it again, and its row counts whenever it
      // was committed.
      if ('type' in slack && slack.type === 'event_callback') return 'not-saved';
      void notMeant.strikeOut(id, saving);
      return 'not-saved';
    },
    /** Works on one delivery, after it was acknowledged. */
    begin: (request: SlackRequest) => answers.begin({ at: realNow(), request }),
    /** Works on whatever a crash left behind. */
    sweep: () => answers.sweep(),
    /**
     * Waits for the answers that are on their way, but not for ever: what is not answered is kept.
     */
    async drain(): Promise<void> {
      ending.abort();
      await within(Promise.allSettled(answers.end()), drainWithinMs);
    },
  };
}

/**
 * Deliveries whose sender was told "not saved": should the row have been committed after all,
 * nobody works on it.
 */
function struckOut(store: Pick<Store, 'answered'>, ended: AbortSignal) {
  const ids = new Set<string>();
  return {
    has: (id: string) => ids.has(id),
    async strikeOut(id: string, saving: Promise<boolean>): Promise<void> {
      ids.add(id);
      // Somebody else had stored and acknowledged the same words: they count.
      if ((await saving.catch(() => null)) === false) return void ids.delete(id);
      while (!ended.aborted) {
        const done = await store.answered(id).then(
          () => true,
          () => false,
        );
        if (done) return void ids.delete(id);
        await new Promise((resolve) => setTimeout(resolve, voidAgainMs).unref());
      }
    },
  };
}

/** The answer, or null when it failed or did not come in time. */
async function within<Value>(promise: Promise<Value>, ms: number): Promise<Value | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([promise.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}
