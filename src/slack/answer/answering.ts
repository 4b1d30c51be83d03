import type { Delivery, Ledger } from '../../ports/ledger.ts';
import { answerQueue, apartWhileBusyMs } from './answer-queue.ts';
import { isUrgent } from './busy.ts';
import type { Log } from '../../ports/log.ts';
import type { ReadRequest, SlackRequest } from '../match/request.ts';
import { readRow, type WaitingRequest } from '../door/stored-request.ts';

/**
 * A delivery that fails for so long is given up: trying it later would surprise people more than
 * saying so.
 */
const tryForMs = 300_000;

/** Which try this is: people are told on the first and on the last, not on each. */
export type Try = 'first' | 'again' | 'last';

/**
 * What answering is done with. `read` is for what another process left behind. `isVoid`: its sender
 * was told that nothing was saved. `isBusy`: requests are waiting to be acknowledged.
 */
export type Answering = {
  readonly store: Pick<Ledger, 'claimDelivery' | 'claimDeliveryById' | 'answered'>;
  readonly log: Log;
  readonly realNow: () => number;
  readonly isVoid: (delivery: string) => boolean;
  readonly isBusy: () => boolean;
  readonly read: ReadRequest;
  readonly work: (request: SlackRequest, which: Try) => Promise<void>;
  /** Called at named points, so that a test can die there. */
  readonly at: (point: string) => void;
};

/**
 * Answers what was saved: at once and in order, and what a crash left behind. `work` may run twice
 * for one delivery; `tell` decides once.
 */
export function answering(context: Answering) {
  const queue = answerQueue<WaitingRequest>(context);
  let running = 0;
  let again: NodeJS.Timeout | undefined;
  const ending = new AbortController();
  const inHand = new Set<Promise<void>>();

  function pump(): void {
    while (!ending.signal.aborted) {
      const next = queue.next(running);
      if (next === undefined) break;
      run(next);
    }
    if (running === 0 && !queue.isEmpty()) later();
  }

  function run(waiting: WaitingRequest): void {
    running += 1;
    const job: Promise<void> = firstTry(context, waiting).finally(() => {
      running -= 1;
      inHand.delete(job);
      pump();
    });
    inHand.add(job);
  }

  /** Once the requests have ended, nobody else may come by. */
  function later(): void {
    if (ending.signal.aborted) return;
    again ??= setTimeout(() => {
      again = undefined;
      pump();
    }, apartWhileBusyMs);
  }

  return {
    pump,
    begin(waiting: WaitingRequest): void {
      queue.add(waiting, isUrgent(waiting.request.asked));
      pump();
    },
    sweep: sweeping(context, ending.signal),
    /**
     * Begins nothing more; what waits is kept for the next start. Answers that are on their way
     * come back.
     */
    end(): readonly Promise<void>[] {
      ending.abort();
      clearTimeout(again);
      return [...inHand];
    },
  };
}

async function firstTry(context: Answering, waiting: WaitingRequest): Promise<void> {
  const { id } = waiting.request;
  try {
    await answer(context, context.store.claimDeliveryById(id), 'first', waiting);
  } catch (cause) {
    context.log.error(
      { cause: String(cause), delivery: id },
      'a delivery is not answered yet; it is tried again',
    );
  }
}

/**
 * One sweep at a time, and while requests wait one answer a sweep: a backlog must not grow into a
 * crowd of sweepers.
 */
function sweeping(context: Answering, ended: AbortSignal): () => Promise<void> {
  let isSweeping = false;
  return async () => {
    if (isSweeping || ended.aborted) return;
    isSweeping = true;
    try {
      while (
        (await answer(context, context.store.claimDelivery(), 'again')) &&
        !context.isBusy() &&
        !ended.aborted
      );
    } finally {
      isSweeping = false;
    }
  };
}

/** `known`: this process took it in, so nothing has to be read again. */
async function answer(
  { store, log, realNow, isVoid, read, work, at }: Answering,
  claim: Promise<Delivery | null>,
  which: Try,
  known?: WaitingRequest,
): Promise<boolean> {
  const delivery = await claim;
  if (!delivery) return false;
  const { at: since, request } = known ?? readRow(delivery, read);
  const last = realNow() - since > tryForMs;
  at('inbox before answer');
  try {
    if (!request) throw new Error('a stored delivery cannot be read any more');
    if (!isVoid(delivery.id)) await work(request, last ? 'last' : which);
  } catch (cause) {
    if (!last) throw cause;
    log.error(
      { cause: String(cause), delivery: delivery.id },
      'a delivery is given up after five minutes of trying',
    );
  }
  at('inbox after answer');
  await store.answered(delivery.id);
  return true;
}
