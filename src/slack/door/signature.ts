import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** How far a request's own time may be from ours, before and after. */
const windowMs = 300_000;
/** A request from the future stays good for the whole window: so long it must not be forgotten. */
const memoryMs = 2 * windowMs;

/** Why a request is not believed; for the log only, the sender learns nothing. */
export type Distrust = 'no-signature' | 'bad-signature' | 'bad-time' | 'replayed';

/**
 * Tells Slack's requests from everybody else's, over the raw bytes and in a window both ways;
 * Bolt's own check accepts the future and forgets.
 */
export function signatureCheck(secret: string, now: () => number) {
  if (secret.trim() === '') throw new Error('The signing secret is empty: anybody could sign.');
  const seen = new Map<string, number>();
  return {
    check(
      headers: { readonly signature: string | undefined; readonly timestamp: string | undefined },
      body: Buffer,
    ): Distrust | null {
      const { signature, timestamp } = headers;
      if (signature === undefined || timestamp === undefined) return 'no-signature';
      if (!/^[1-9]\d{9}$/.test(timestamp) || Math.abs(now() - Number(timestamp) * 1_000) > windowMs)
        return 'bad-time';
      if (!/^v0=[0-9a-f]{64}$/.test(signature)) return 'bad-signature';
      const expected = createHmac('sha256', secret)
        .update(`v0:${timestamp}:`)
        .update(body)
        .digest();
      if (!timingSafeEqual(expected, Buffer.from(signature.slice(3), 'hex')))
        return 'bad-signature';
      const before = seen.get(keyOf(signature));
      return before !== undefined && now() - before <= memoryMs ? 'replayed' : null;
    },
    /** Only what was saved counts as seen: the same bytes may come again when saving failed. */
    remember(signature: string): void {
      const at = now();
      for (const [key, since] of seen) {
        if (at - since <= memoryMs) break;
        seen.delete(key);
      }
      seen.set(keyOf(signature), at);
    },
  };
}

function keyOf(signature: string): string {
  return createHash('sha256').update(signature).digest('base64url');
}
