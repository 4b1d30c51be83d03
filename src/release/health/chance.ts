/** Rarer than this is not chance. Small, because the question is asked again at every look. */
const rare = 0.001;
/** Above so many events the normal curve is close enough. */
const many = 500;
const manyBeside = 100;

/** How probable it is to see at least `count` events where `expected` are usual. */
export function chanceOfAtLeast(count: number, expected: number): number {
  if (count <= 0) return 1;
  // Beyond this, e^-expected is 0 for a computer; the normal curve is close enough there.
  if (expected > many) return 1 - normal((count - 0.5 - expected) / Math.sqrt(expected));
  let term = Math.exp(-expected);
  let below = 0;
  for (let seen = 0; seen < count; seen += 1) {
    below += term;
    term *= expected / (seen + 1);
  }
  return Math.max(0, 1 - below);
}

/** Whether that many events can be chance alone. */
export function isChance(count: number, expected: number): boolean {
  return chanceOfAtLeast(count, expected) >= rare;
}

/** The most events that can still be chance: one more is a sign. */
export function mostByChance(expected: number): number {
  let most = Math.floor(expected);
  while (isChance(most + 1, expected)) most += 1;
  return most;
}

/**
 * The most events that can still be chance beside `old` events of a side that is `ratio` times as
 * small. Both counts are uncertain: given their sum, each event falls on either side like a coin
 * (the exact test of two Poisson rates).
 * Beside next to nobody all can be chance: `bound` is where that stops being an excuse.
 */
export function mostBeside(old: number, ratio: number, bound = Infinity): number {
  if (old > manyBeside)
    return Math.min(bound, Math.floor(old * ratio + 3.09 * Math.sqrt(old * ratio * (1 + ratio))));
  let most = Math.floor(old * ratio);
  while (most < bound && chanceBeside(most + 1, old, ratio) >= rare) most += 1;
  return Math.min(bound, most);
}

/** How probable it is that at least `mine` of all events fall on this side. */
function chanceBeside(mine: number, old: number, ratio: number): number {
  const share = ratio / (1 + ratio);
  const all = mine + old;
  let term = Math.exp(all * Math.log(share));
  let sum = term;
  for (let other = 1; other <= old; other += 1) {
    term *= ((all - other + 1) / other) * ((1 - share) / share);
    sum += term;
  }
  return Math.min(1, sum);
}

function normal(z: number): number {
  const t = 1 / (1 + 0.231_641_9 * Math.abs(z));
  const tail =
    Math.exp((-z * z) / 2) *
    0.398_942_3 *
    t *
    (0.319_381_5 + t * (-0.356_563_8 + t * (1.781_477_9 + t * (-1.821_256 + t * 1.330_274_4))));
  return z > 0 ? 1 - tail : tail;
}
