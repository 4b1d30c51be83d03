import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { isSigned } from './signed.ts';

/** One path where CI tells something, and what proves that it is CI. */
export type SignedDoor = {
  readonly path: string;
  readonly mostBytes: number;
  /** Null: nothing is taken there, because anybody could send it. */
  readonly secret: string | null;
  readonly realNow: () => number;
  /** What to say then. */
  readonly closed: string;
};

/** What the door answers. */
export type DoorAnswer = {
  readonly status: 200 | 201 | 400 | 404 | 409;
  readonly body: object;
};

/** The way in for CI: nothing is read before its signature fits. */
export function signedDoor(
  { path, mostBytes, secret, realNow, closed }: SignedDoor,
  answer: (body: Buffer) => Promise<DoorAnswer>,
): Hono {
  const door = new Hono();
  door.post(path, bodyLimit({ maxSize: mostBytes }), async (context: Context) => {
    if (secret === null) return context.json({ error: closed }, 503);
    const body = Buffer.from(await context.req.arrayBuffer());
    const headers = {
      signature: context.req.header('x-davy-signature'),
      timestamp: context.req.header('x-davy-timestamp'),
    };
    if (!isSigned(secret, headers, body, realNow()))
      return context.json({ error: 'the signature is missing, old or wrong' }, 401);
    const said = await answer(body);
    return context.json(said.body, said.status);
  });
  return door;
}
