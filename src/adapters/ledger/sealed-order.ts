import { createHmac, timingSafeEqual } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import type { RollbackOrder } from '../../release/servers/rollback-order.ts';

/** Whom people read of when an order cannot be believed. */
const system = 'The rollback order';

/** The form of what is written; another one is another word. */
const form = 'davy-rollback-1';

/** How orders are written and believed: by a secret, and by the shape of what they hold. */
export type Sealing = {
  readonly secret: string;
  readonly schema: z.ZodType<RollbackOrder>;
};

/** An order as one line of text that nobody without the secret can change. */
export function sealOrder(order: RollbackOrder, { secret }: Sealing): string {
  const body = gzipSync(JSON.stringify(order), { level: 9 }).toString('base64url');
  return `${form}.${body}.${signed(body, secret).toString('base64url')}`;
}

/** Reads one; what was changed, cut off or signed with another secret is refused. */
export function openOrder(text: string, { secret, schema }: Sealing): RollbackOrder {
  const [said, body = '', signature = ''] = text.trim().split('.');
  if (said !== form) throw new UpstreamError(system, `being read: it does not begin with ${form}`);
  const given = Buffer.from(signature, 'base64url');
  const right = signed(body, secret);
  if (given.length !== right.length || !timingSafeEqual(given, right))
    throw new UpstreamError(
      system,
      'being read: its signature is not made with ROLLBACK_SECRET, or it was changed',
    );
  const { data, error } = schema.safeParse(jsonIn(body));
  if (!data)
    throw new UpstreamError(system, 'being read: another version of Davy wrote it', {
      cause: error,
    });
  return data;
}

function jsonIn(body: string): unknown {
  return JSON.parse(gunzipSync(Buffer.from(body, 'base64url')).toString('utf8'));
}

function signed(body: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(`${form}.${body}`).digest();
}
