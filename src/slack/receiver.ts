import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { App, Receiver } from '@slack/bolt';
import { z } from 'zod';
import { isForUs, type Identity } from './identity.ts';
import { type Inbound, readBody, readInbound } from './inbound.ts';
import { notSaved } from './inbox.ts';
import type { Log } from './log.ts';
import { rawBody } from './raw-body.ts';
import type { signatureCheck } from './signature.ts';

/** What the receiver asks of the rest. */
export type Door = {
  readonly signatures: ReturnType<typeof signatureCheck>;
  readonly identity: () => Promise<Identity>;
  readonly inbox: { take(inbound: Inbound): Promise<'saved' | 'known' | 'not-saved'>; begin(inbound: Inbound): void };
  /** What is wrong with a form, by field; null when nothing is. */
  readonly faultsOf: (inbound: Inbound) => Readonly<Record<string, string>> | null;
  /** Tells somebody who pressed a button; the answer to a click itself shows nothing. */
  readonly tellNotSaved: (inbound: Inbound) => void;
  readonly log: Log;
  /** Every other path of the same port. */
  readonly otherwise: RequestListener;
};

/** Bolt's receiver, with our own order: verify, parse, save, and only then acknowledge. */
export function davyReceiver(door: Door): Receiver & { readonly app: () => App; readonly address: () => { readonly port: number } } {
  let bolt: App | undefined;
  const server: Server = createServer({ headersTimeout: 5_000, requestTimeout: 10_000, keepAliveTimeout: 65_000, maxHeaderSize: 16_384 }, (request, response) => {
    if (request.url?.split('?')[0] === '/slack/events') {
      receive(door, request, response).catch((cause: unknown) => {
        door.log.error({ cause: String(cause) }, 'a request of Slack could not be read');
        end(response, 500);
      });
    } else door.otherwise(request, response);
  });
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

async function receive(door: Door, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') return end(response, 405);
  const raw = await rawBody(request);
  if (raw === null) return end(response, 413, true);
  const signature = header(request, 'x-slack-signature');
  const distrust = door.signatures.check({ signature, timestamp: header(request, 'x-slack-request-timestamp') }, raw);
  // The same bytes once more: they were saved and answered, and nothing follows a second time.
  if (distrust === 'replayed') return end(response, 200);
  if (distrust) return refuse(door, request, response, distrust);
  const body = readBody(raw.toString('utf8'), header(request, 'content-type') ?? '');
  const challenge = challengeOf(body);
  if (challenge !== null) return void response.writeHead(200, { 'content-type': 'text/plain' }).end(challenge);
  const identity = await door.identity().catch(() => null);
  if (!identity) return end(response, 503);
  if (!isForUs(body, identity)) return refuse(door, request, response, 'wrong-app-or-workspace');
  const inbound = readInbound(body);
  if (!inbound) {
    door.log.debug({}, 'Slack sent something Davy does not answer');
    return end(response, 200);
  }
  const faults = door.faultsOf(inbound);
  if (faults) return json(response, { response_action: 'errors', errors: faults });
  return save(door, inbound, signature ?? '', response);
}

async function save(door: Door, inbound: Inbound, signature: string, response: ServerResponse): Promise<void> {
  const saved = await door.inbox.take(inbound);
  if (saved === 'not-saved') return sayNotSaved(door, inbound, response);
  door.signatures.remember(signature);
  end(response, 200);
  if (saved === 'saved') door.inbox.begin(inbound);
}

function sayNotSaved(door: Door, inbound: Inbound, response: ServerResponse): void {
  door.log.error({}, 'the database did not take a delivery within 1.5 s; its sender was told');
  if ('command' in inbound) return json(response, { response_type: 'ephemeral', text: notSaved });
  switch (inbound.type) {
    case 'view_submission': {
      const block = Object.keys(inbound.view.state.values)[0];
      return json(response, block === undefined ? {} : { response_action: 'errors', errors: { [block]: notSaved } });
    }
    case 'block_actions':
    case 'shortcut':
    case 'message_action':
      end(response, 200);
      return door.tellNotSaved(inbound);
    // Slack brings events again when they are not acknowledged.
    case 'event_callback':
      return end(response, 503);
  }
}

const Challenge = z.object({ type: z.literal('url_verification'), challenge: z.string().regex(/^[\w-]{1,200}$/) });

function challengeOf(body: unknown): string | null {
  return Challenge.safeParse(body).data?.challenge ?? null;
}

function refuse(door: Door, request: IncomingMessage, response: ServerResponse, why: string): void {
  door.log.warn({ why, from: request.socket.remoteAddress }, 'refused a request that is not from our Slack');
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
