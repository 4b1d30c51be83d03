import { createHmac, timingSafeEqual } from 'node:crypto';

const windowMs = 300_000;

/** Whether somebody who holds the secret sent exactly these bytes, just now. */
export function isSigned(
  secret: string,
  headers: { readonly signature: string | undefined; readonly timestamp: string | undefined },
  body: Buffer,
  now: number,
): boolean {
  const { signature, timestamp } = headers;
  if (
    signature === undefined ||
    timestamp === undefined ||
    !/^v1=[0-9a-f]{64}$/.test(signature) ||
    !/^[1-9]\d{9}$/.test(timestamp)
  )
    return false;
  if (Math.abs(now - Number(timestamp) * 1_000) > windowMs) return false;
  const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(signature.slice(3), 'hex'));
}
