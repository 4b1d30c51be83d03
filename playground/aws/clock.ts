/** The time of this cloud: it can run faster than ours, stand still, or leap. */
export type Clock = {
  readonly now: () => number;
  readonly speed: () => number;
  readonly setSpeed: (speed: number) => void;
  readonly advance: (ms: number) => void;
};

/** Starts a clock that shows our time now and goes on at a speed of its own. */
export function newClock(speed = 1, real: () => number = Date.now): Clock {
  let at = { realMs: real(), standMs: real(), speed };
  const now = () => at.standMs + (real() - at.realMs) * at.speed;
  return {
    now: () => Math.floor(now()),
    speed: () => at.speed,
    setSpeed: (speed) => {
      at = { realMs: real(), standMs: now(), speed };
    },
    advance: (ms) => {
      at = { ...at, realMs: real(), standMs: now() + ms };
    },
  };
}
