/** An acknowledgement has three seconds, an answer has patience: while requests arrive, only few answers are worked on. */
const atOnce = { calm: 8, busy: 1 } as const;

/** ... and begun this much apart (real ms). */
export const apartWhileBusyMs = 20;

/** Deliveries that wait for their answer, in order; what keeps users from harm goes before everything and waits for nobody. */
export function answerQueue({ isBusy, realNow }: { readonly isBusy: () => boolean; readonly realNow: () => number }) {
  const urgent: string[] = [];
  const others: string[] = [];
  let begunAt = Number.NEGATIVE_INFINITY;

  function mayBegin(running: number): boolean {
    return !isBusy() || (running < atOnce.busy && realNow() - begunAt >= apartWhileBusyMs);
  }

  return {
    add(delivery: string, isUrgent: boolean): void {
      (isUrgent ? urgent : others).push(delivery);
    },
    /** The one to begin beside `running` others; undefined when none may be begun now. */
    next(running: number): string | undefined {
      if (running >= atOnce.calm) return undefined;
      const first = urgent.shift();
      if (first !== undefined || !mayBegin(running)) return first;
      begunAt = realNow();
      return others.shift();
    },
    isEmpty: () => urgent.length + others.length === 0,
  };
}
