/**
 * What can be wrong with the outside or the way there. `slow`: every answer comes, each after less
 * than half of a call's time.
 */
export type Trouble = 'throttled' | 'denied' | 'broken' | 'half-answered' | 'silent' | 'slow';

/** A way to the outside that a law can put trouble into. Without any it is real HTTP. */
export type Way = ReturnType<typeof troubledWay>;

const crawlMs = 1_400;

/**
 * A `fetch` for an adapter under test. `parts` name addresses that can fail each by itself; without
 * them there is one part, and it is everything.
 */
export function troubledWay(parts: Readonly<Record<string, string>> = { outside: '' }) {
  const troubles = new Map<string, Trouble>();
  const state = { isLosing: false, calls: 0, changes: 0 };
  const troubled: typeof fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const part = Object.keys(parts).find((name) => url.startsWith(parts[name] ?? '-'));
    if (part !== undefined) state.calls += 1;
    // Whose orders follow changes nothing yet: what is lost is the answer to the order itself.
    const isChange = (init?.method ?? 'GET') !== 'GET' && !url.endsWith('/orders');
    if (isChange) state.changes += 1;
    const signal = init?.signal ?? null;
    const what = part === undefined ? undefined : troubles.get(part);
    if (what === 'silent') await never(signal);
    if (what === 'throttled' || what === 'denied' || what === 'broken') return refusal[what]();
    const answer = await fetch(input, init);
    const text = await answer.text();
    if (what === 'slow') await Promise.race([never(signal), pause(crawlMs)]);
    if (state.isLosing && isChange) throw new TypeError('fetch failed');
    const said = what === 'half-answered' ? text.slice(0, Math.floor(text.length / 2)) : text;
    return new Response(answer.status === 204 ? null : said, answer);
  };
  return {
    fetch: troubled,
    parts: Object.keys(parts),
    calls: () => state.calls,
    changes: () => state.changes,
    /** The next calls that change something happen, and their answers are lost. */
    loseAnswer(on: boolean): void {
      state.isLosing = on;
    },
    trouble(what: Trouble | null, part = Object.keys(parts)[0] ?? ''): void {
      if (what === null) troubles.delete(part);
      else troubles.set(part, what);
    },
  };
}

const refusal = {
  throttled: () => new Response('slow down', { status: 429, headers: { 'retry-after': '7' } }),
  denied: () => new Response('{"error":"not you"}', { status: 403 }),
  broken: () => new Response('upstream connect error', { status: 503 }),
};

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Never answers, until the caller gives up. */
function never(signal: AbortSignal | null): Promise<void> {
  return new Promise((_resolve, reject) => {
    const giveUp = () => reject(new DOMException('given up', 'TimeoutError'));
    if (signal?.aborted) giveUp();
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}
