import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Longer than anything takes on the busiest machine: it only ends what waits for something that
 * never comes, with its reason.
 */
const patienceMs = 90_000;
const againMs = 20;

/** Looks again and again until there is something to see, and answers with it. */
export async function until<Seen>(
  look: () => Promise<Seen | undefined | null | false> | Seen | undefined | null | false,
): Promise<Seen> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const [seen, cause] = await tried(look);
    if (seen !== undefined && seen !== null && seen !== false) return seen;
    if (performance.now() > end) throw cause ?? new Error('what was waited for never came');
    await sleep(againMs);
  }
}

/** Asks again and again until an expectation holds; the last that did not is what is told. */
export async function eventually(expected: () => unknown): Promise<void> {
  await until(async () => {
    await expected();
    return true;
  });
}

async function tried<Seen>(
  look: () => Promise<Seen> | Seen,
): Promise<readonly [Seen | undefined, unknown]> {
  try {
    return [await look(), undefined];
  } catch (cause) {
    return [undefined, cause];
  }
}
