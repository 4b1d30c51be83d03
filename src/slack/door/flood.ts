/**
 * As many requests so close together are no people any more (real ms); a busy workspace brings one
 * or two a second.
 */
const many = 20;
const withinMs = 100;

/**
 * Tells a flood of requests from people at work, so that acknowledgements, which have three
 * seconds, go before answers, which have patience.
 */
export function floodGauge(now: () => number): {
  readonly arrived: () => void;
  readonly isFlood: () => boolean;
} {
  const times: number[] = [];
  return {
    arrived() {
      times.push(now());
      if (times.length > many) times.shift();
    },
    isFlood: () =>
      times.length === many && Math.abs(now() - (times[0] ?? Number.NEGATIVE_INFINITY)) < withinMs,
  };
}
