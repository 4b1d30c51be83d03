import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Longer than anything in a story takes on the busiest machine; how quick Davy was is told by the
 * figures, and not by who waited.
 */
const patienceMs = 180_000;

/**
 * Looks again and again, as somebody waiting would; the only thing that ends it early is what was
 * waited for.
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined>,
  withinMs = patienceMs,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end)
      throw new Error(`waited ${Math.round(withinMs / 1000)} s for ${what}, and it did not come`);
    await sleep(200);
  }
}
