/**
 * An acknowledgement has three seconds, an answer has patience: while requests arrive, only few
 * answers are worked on. Answers that hang leave room for what is urgent.
 */
const atOnce = { calm: 8, busy: 1, urgent: 16 } as const;

/** ... and begun this much apart (real ms). */
export const apartWhileBusyMs = 20;

/**
 * What waits for its answer, in order; what keeps users from harm goes before everything, also
 * while others hang.
 */
export function answerQueue<Waiting>({
  isBusy,
  realNow,
}: {
  readonly isBusy: () => boolean;
  readonly realNow: () => number;
}) {
  const urgent: Waiting[] = [];
  const others: Waiting[] = [];
  let begunAt = Number.NEGATIVE_INFINITY;

  /** Whichever way the clock was set: only what was begun just now is waited for. */
  function mayBegin(running: number): boolean {
    return isBusy()
      ? running < atOnce.busy && Math.abs(realNow() - begunAt) >= apartWhileBusyMs
      : running < atOnce.calm;
  }

  return {
    add(waiting: Waiting, isUrgent: boolean): void {
      (isUrgent ? urgent : others).push(waiting);
    },
    /** The one to begin beside `running` others; undefined when none may be begun now. */
    next(running: number): Waiting | undefined {
      const first = running < atOnce.urgent ? urgent.shift() : undefined;
      if (first !== undefined || !mayBegin(running)) return first;
      begunAt = realNow();
      return others.shift();
    },
    isEmpty: () => urgent.length + others.length === 0,
  };
}
