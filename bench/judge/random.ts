/** Chance that can be lived again: everything of a soak follows from its seed. */
export type Chance = {
  /** Between 0 and 1. */
  readonly even: () => number;
  readonly between: (least: number, most: number) => number;
  /** As likely between 4 and 8 as between 400 and 800. */
  readonly logBetween: (least: number, most: number) => number;
  readonly normal: () => number;
  readonly poisson: (mean: number) => number;
  readonly binomial: (tries: number, share: number) => number;
  /** Around 1, with this variance. */
  readonly gamma: (variance: number) => number;
};

/** A source of chance of its own for each seed. */
export function chanceOf(seed: number): Chance {
  const even = evenFrom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - even())) * Math.cos(2 * Math.PI * even());
  const poisson = (mean: number) => poissonBy(even, normal, mean);
  return {
    even,
    normal,
    poisson,
    between: (least, most) => least + (most - least) * even(),
    logBetween: (least, most) => least * (most / least) ** even(),
    binomial: (tries, share) => binomialBy(even, normal, tries, share),
    gamma: (variance) => gammaBy(even, normal, variance),
  };
}

/** Small fast counter generator (sfc32), after Chris Doty-Humphrey's PractRand. */
function evenFrom(seed: number): () => number {
  let [a, b, c, d] = [seed | 0, 0x9e3779b9 | 0, (seed * 2654435761) | 0, 1];
  const next = () => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 15; i += 1) next();
  return next;
}

function poissonBy(even: () => number, normal: () => number, mean: number): number {
  if (!(mean > 0)) return 0;
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
  const least = Math.exp(-mean);
  let [count, product] = [0, even()];
  while (product > least) {
    count += 1;
    product *= even();
  }
  return count;
}

function binomialBy(
  even: () => number,
  normal: () => number,
  tries: number,
  share: number,
): number {
  if (share <= 0 || tries <= 0) return 0;
  if (share >= 1) return tries;
  if (share > 0.5) return tries - binomialBy(even, normal, tries, 1 - share);
  const spread = tries * share * (1 - share);
  if (spread > 30)
    return Math.min(tries, Math.max(0, Math.round(tries * share + Math.sqrt(spread) * normal())));
  // From success to success: as many steps as successes, not as tries.
  const log = Math.log(1 - share);
  let [count, at] = [0, 0];
  for (;;) {
    at += 1 + Math.floor(Math.log(1 - even()) / log);
    if (at > tries) return count;
    count += 1;
  }
}

/** By Marsaglia and Tsang (2000). */
function gammaBy(even: () => number, normal: () => number, variance: number): number {
  if (variance <= 0) return 1;
  const shape = 1 / variance;
  const boost = shape < 1 ? (1 - even()) ** (1 / shape) : 1;
  const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - even()) < 0.5 * x * x + d - d * v + d * Math.log(v))
      return (boost * d * v) / shape;
  }
}
