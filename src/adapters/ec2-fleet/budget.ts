/** Calls that all fleets of one account may make together, so that none is throttled by another. */
export type CallBudget = {
  /** One call is made, whatever is left: who gives an order or goes back waits for nobody. */
  readonly spend: () => void;
  /** How long until so many calls are left (ms); 0 where they are now. */
  readonly waitMs: (calls: number) => number;
  /** AWS said "not so often": for a minute there is half as much. */
  readonly slowDown: () => void;
};

const slowMs = 60_000;
/** What was not called comes together for so long (s). */
const gathersS = 2;

/** A budget that begins whole. `now` is real ms. */
export function callBudget(perSecond: number, now: () => number): CallBudget {
  let slowUntil = Number.NEGATIVE_INFINITY;
  let left = perSecond * gathersS;
  let at = now();
  const rate = () => (now() < slowUntil ? perSecond / 2 : perSecond);
  const refill = () => {
    const passedS = Math.max(0, now() - at) / 1_000;
    left = Math.min(rate() * gathersS, left + passedS * rate());
    at = now();
  };
  return {
    spend() {
      refill();
      left -= 1;
    },
    waitMs(calls) {
      refill();
      // More than ever comes together is never there at once: then all there can be is enough.
      const wanted = Math.min(calls, rate() * gathersS);
      return left >= wanted ? 0 : Math.ceil(((wanted - left) / rate()) * 1_000);
    },
    slowDown() {
      refill();
      slowUntil = now() + slowMs;
    },
  };
}
