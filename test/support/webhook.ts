import { createHmac } from 'node:crypto';

/** What a vendor signs a body with: HMAC-SHA256 of the bytes, as hex. */
export function macOf(secret: string, body: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}
