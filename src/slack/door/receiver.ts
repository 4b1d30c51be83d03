import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { App, Receiver } from '@slack/bolt';
import { z } from 'zod';
import { accept, type Door } from './accept.ts';
import { readBody } from './read-body.ts';
import { rawBody } from './raw-body.ts';
import type { signatureCheck } from './signature.ts';

type Signatures = ReturnType<typeof signatureCheck>;

/**
 * What listens on the port. Without `signatures` Slack comes in by the socket, and nothing of its
 * is taken here.
 */
export type Port = {
  readonly door: Door;
  readonly signatures: Signatures | null;
  /** Every other path. */ readonly otherwise: RequestListener;
};

/** Bolt's receiver, with our own order: verify, parse, save, and only then acknowledge. */
export function davyReceiver({ door, signatures, otherwise }: Port): Receiver & {
  readonly app: () => App;
  readonly address: () => { readonly port: number };
} {
  let bolt: App | undefined;
  const server: Server = createServer(
    {
      headersTimeout: 5_000,
      // Node looks only every 30 s for whoever is late.
      connectionsCheckingInterval: 1_000,
      requestTimeout: 10_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16_384,
    },
    (request, response) => {
      if (signatures && request.url?.split('?')[0] === '/slack/events') {
        receive(door, signatures, request, response).catch((cause: unknown) => {
          door.log.error({ cause: String(cause) }, 'a request of Slack could not be read');
          end(response, 500);
        });
      } else otherwise(request, response);
    },
  );
  return {
    init(app) {
      bolt = app;
    },
    app: () => {
      if (!bolt) throw new Error('Bolt has not been started.');
      return bolt;
    },
    address: () => z.object({ port: z.number() }).parse(server.address()),
    start: (port: number, host: string) =>
      new Promise<void>((resolve, reject) => {
        server.once('error', reject).listen(port, host, () => resolve());
      }),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

async function receive(
  door: Door,
  signatures: Signatures,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') return end(response, 405);
  const raw = await rawBody(request);
  if (raw === null) return end(response, 413, true);
  // Slack asks so now and then whether the certificate is good; nothing follows from it.
  if (isSslCheck(raw, header(request, 'content-type') ?? '')) return end(response, 200);
  const signature = header(request, 'x-slack-signature');
  const distrust = signatures.check(
    { signature, timestamp: header(request, 'x-slack-request-timestamp') },
    raw,
  );
  // The same bytes once more: they were saved and answered, and nothing follows a second time.
  if (distrust === 'replayed') return end(response, 200);
  if (distrust) return refuse(door, request, response, distrust);
  const body = readBody(raw.toString('utf8'), header(request, 'content-type') ?? '');
  const challenge = challengeOf(body);
  if (challenge !== null)
    return void response.writeHead(200, { 'content-type': 'text/plain' }).end(challenge);
  const accepted = await accept(door, body);
  switch (accepted.kind) {
    case 'again':
      return end(response, 503);
    case 'refused':
      return refuse(door, request, response, accepted.why);
    case 'acknowledged':
      if (accepted.isSaved) signatures.remember(signature ?? '');
      if (accepted.body) json(response, accepted.body);
      else end(response, 200);
      return accepted.begin();
  }
}

function isSslCheck(raw: Buffer, contentType: string): boolean {
  if (raw.length > 2_000 || !contentType.startsWith('application/x-www-form-urlencoded'))
    return false;
  const form = new URLSearchParams(raw.toString('utf8'));
  return form.get('ssl_check') === '1' && !form.has('command') && !form.has('payload');
}

const Challenge = z.object({
  type: z.literal('url_verification'),
  challenge: z.string().regex(/^[\w-]{1,200}$/),
});

function challengeOf(body: unknown): string | null {
  return Challenge.safeParse(body).data?.challenge ?? null;
}

function refuse(door: Door, request: IncomingMessage, response: ServerResponse, why: string): void {
  door.log.warn(
    { why, from: request.socket.remoteAddress },
    // With a wrong secret Slack itself looks forged, and people there see an error without a cause.
    why === 'bad-signature'
      ? 'refused a request that is not from our Slack, or SLACK_SIGNING_SECRET is wrong'
      : 'refused a request that is not from our Slack',
  );
  end(response, 401);
}

/** One value only: two headers of one name arrive joined, and never match. */
function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function json(response: ServerResponse, body: object): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function end(response: ServerResponse, status: number, close = false): void {
  if (response.headersSent) return void response.end();
  response.writeHead(status, close ? { connection: 'close' } : {}).end();
}
