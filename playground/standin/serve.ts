import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answered, Asked } from './exchange.ts';
import { type Faults, newFaults } from './faults.ts';

/** A stand-in that listens; closing it drops every connection. */
export type Standin = {
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
};

/** What makes one vendor's stand-in different from another's. */
export type Behaviour = {
  readonly port: number;
  /** Speaks as the vendor does. */
  readonly answer: (asked: Asked, faults: Faults) => Answered | Promise<Answered>;
  /** Speaks to the playground, under `/_control/`; undefined for an unknown path. */
  readonly control: (asked: Asked) => Answered | Promise<Answered | undefined> | undefined;
  /** How this vendor words "too many requests". */
  readonly tooMany: (retryAfterSeconds: number, asked: Asked) => Answered;
  /** What faults know a request by, where its path does not tell one call from another. */
  readonly place?: (asked: Asked) => string;
};

/** A connection that nobody uses is kept for so long: vendors keep theirs for a minute and more. */
const keptMs = 60_000;

/** Puts a vendor's stand-in on a loopback port, with faults on demand under `/_control/faults`. */
export async function serve(behaviour: Behaviour): Promise<Standin> {
  const faults = newFaults();
  const server = createServer({ keepAliveTimeout: keptMs }, (incoming, outgoing) => {
    void handle(behaviour, faults, incoming, outgoing).catch((error: unknown) => {
      console.error('a stand-in failed', error);
      send(outgoing, { status: 500, body: 'Internal Server Error' });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(behaviour.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : behaviour.port;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, port, close };
}

async function handle(
  behaviour: Behaviour,
  faults: Faults,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const asked = await read(incoming);
  if (asked === undefined) return;
  if (asked.url.pathname.startsWith('/_control/')) {
    send(
      outgoing,
      faults.control(asked) ??
        (await behaviour.control(asked)) ?? { status: 404, body: { error: 'no such control' } },
    );
    return;
  }
  const fault = faults.take(behaviour.place?.(asked) ?? asked.url.pathname);
  switch (fault?.kind) {
    case 'down':
      incoming.socket.destroy();
      return;
    case 'slow':
      await sleep(fault.ms);
      break;
    case 'too-many':
      send(outgoing, behaviour.tooMany(fault.retryAfterSeconds, asked));
      return;
    case 'status':
      send(outgoing, {
        status: fault.status,
        body: 'upstream connect error or disconnect/reset before headers',
      });
      return;
    case 'garbage':
      send(outgoing, {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: '{"data":[{"truncat',
      });
      return;
    default:
  }
  const answered = await behaviour.answer(asked, faults);
  if (fault?.kind === 'answer-lost') incoming.socket.destroy();
  else send(outgoing, answered);
}

async function read(incoming: IncomingMessage): Promise<Asked | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  } catch {
    return undefined;
  }
  const url = URL.parse(incoming.url ?? '/', 'http://127.0.0.1') ?? new URL('http://127.0.0.1/');
  return {
    method: incoming.method ?? 'GET',
    url,
    headers: incoming.headers,
    body: Buffer.concat(chunks),
  };
}

function send(outgoing: ServerResponse, { status, headers, body }: Answered): void {
  if (outgoing.destroyed || outgoing.headersSent) return;
  const text = typeof body === 'string';
  outgoing.writeHead(status, {
    'content-type': text ? 'text/plain; charset=utf-8' : 'application/json',
    ...headers,
  });
  outgoing.end(text ? body : JSON.stringify(body));
}
