/** Rarer than this is not chance. */
const rare = 0.01;

/** How probable it is to see at least `count` events where `expected` are usual. */
export function chanceOfAtLeast(count: number, expected: number): number {
  if (count <= 0) return 1;
  // Beyond this, e^-expected is 0 for a computer; the normal curve is close enough there.
  if (expected > 500) return 1 - normal((count - 0.5 - expected) / Math.sqrt(expected));
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

function normal(z: number): number {
  const t = 1 / (1 + 0.231_641_9 * Math.abs(z));
  const tail = Math.exp((-z * z) / 2) * 0.398_942_3 * t * (0.319_381_5 + t * (-0.356_563_8 + t * (1.781_477_9 + t * (-1.821_256 + t * 1.330_274_4))));
  return z > 0 ? 1 - tail : tail;
}
