import { WebSocket } from 'ws';
import { z } from 'zod';

const stroke = z.looseObject({ id: z.string() });
const message = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('welcome'),
    server: z.string(),
    version: z.string(),
    strokes: z.array(stroke),
  }),
  z.object({ kind: z.literal('stroke'), stroke }),
  z.object({ kind: z.literal('ack'), id: z.string() }),
  z.object({ kind: z.literal('refused'), id: z.string().nullable(), status: z.number() }),
  z.object({ kind: z.literal('reconnect'), withinMs: z.number() }),
]);

/** What a server says to a user. */
export type Message = z.infer<typeof message>;

/** One WebSocket of a user; `down` is called at most once, and never after the user hung up. */
export type Connection = { send(value: object): void; hangUp(): void };

/** What a connection tells its user. */
export type Heard = { said(message: Message): void; down(why: string): void };

/**
 * What a browser tells the service when it comes back: how long it was away, and how many tries
 * failed before this one.
 */
export type WayBack = { readonly awayMs: number; readonly failedTries: number };

const openMaxMs = 5_000;

/** Opens the page of a board, then its socket, as a browser would. */
export function connect(
  url: string,
  board: string,
  user: string,
  wayBack: WayBack | null,
  heard: Heard,
): Connection {
  const again = wayBack ? `&away=${wayBack.awayMs}&failed=${wayBack.failedTries}` : '';
  let over = false;
  let socket: WebSocket | null = null;
  const down = (why: string) => {
    if (over) return;
    over = true;
    socket?.terminate();
    heard.down(why);
  };
  const open = () => {
    if (over) return;
    socket = new WebSocket(
      `${url.replace('http', 'ws')}/boards/${board}/socket?user=${user}${again}`,
      { perMessageDeflate: false, handshakeTimeout: openMaxMs },
    );
    socket.on('message', (data: Buffer) => {
      if (!over) heard.said(message.parse(JSON.parse(data.toString())));
    });
    socket.on('error', (error) => down(error.message));
    socket.on('close', (code) => down(`closed with ${code}`));
  };
  loadPage(`${url}/boards/${board}?user=${user}`).then(open, (error: unknown) =>
    down(String(error)),
  );
  return {
    send: (value) => socket?.readyState === WebSocket.OPEN && socket.send(JSON.stringify(value)),
    hangUp() {
      over = true;
      socket?.close();
    },
  };
}

async function loadPage(address: string): Promise<void> {
  const response = await fetch(address, { signal: AbortSignal.timeout(openMaxMs) });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the page answered ${response.status}`);
}
