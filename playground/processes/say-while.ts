/** So long a wait needs no word (ms). */
const quietMs = 10_000;

/**
 * Says what is waited for when it takes long, and again as often: a slow machine must not look like
 * a broken one.
 */
export async function sayWhile<Value>(
  say: (text: string) => void,
  what: string,
  wait: Promise<Value>,
  everyMs = quietMs,
): Promise<Value> {
  const began = Date.now();
  const saying = setInterval(
    () => say(`  waiting for ${what}, ${Math.round((Date.now() - began) / 1_000)} s so far …`),
    everyMs,
  );
  try {
    return await wait;
  } finally {
    clearInterval(saying);
  }
}
