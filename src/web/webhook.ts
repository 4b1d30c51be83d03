import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { shallowJson } from '../ports/shallow-json.ts';

/** One path where a vendor tells what happened, and how it proves who it is. */
export type Webhook = {
  readonly path: string;
  /** The variable that holds the secret, and its value; null: nothing is taken. */
  readonly variable: string;
  readonly secret: string | null;
  /** The header that holds the signatures of the raw body, and how each is written there. */
  readonly header: string;
  readonly form: RegExp;
  readonly mostBytes: number;
};

/**
 * The way in for a vendor's webhooks: nothing is read before its signature fits, because anybody
 * could send it. `answer` gets the JSON as it came, undefined where it is none.
 */
export function webhookDoor(
  { path, variable, secret, header, form, mostBytes }: Webhook,
  answer: (said: unknown) => Promise<object>,
): Hono {
  const door = new Hono();
  door.post(path, bodyLimit({ maxSize: mostBytes }), async (context: Context) => {
    if (secret === null)
      return context.json({ error: `${variable} is not set, so no webhooks are taken` }, 503);
    const body = Buffer.from(await context.req.arrayBuffer());
    const expected = createHmac('sha256', secret).update(body).digest();
    // While a secret is changed, vendors sign with both: one that fits is enough.
    const isSigned = (context.req.header(header) ?? '')
      .split(',')
      .map((one) => form.exec(one.trim())?.[1])
      .some((hex) => hex !== undefined && timingSafeEqual(expected, Buffer.from(hex, 'hex')));
    if (!isSigned) return context.json({ error: 'the signature is missing or wrong' }, 401);
    return context.json(await answer(jsonOf(body)));
  });
  return door;
}

/** What the bytes say; undefined where they are no JSON, or nest without an end. */
export function jsonOf(body: Buffer): unknown {
  try {
    return shallowJson(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
