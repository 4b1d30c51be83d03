import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { call, type Reply } from './api/call.ts';
import { type Limiter, newLimiter } from './api/limiter.ts';
import { serveCanvas } from './canvas-page.ts';
import { control } from './control.ts';
import { servePage } from './page-files.ts';
import { people } from './people/people.ts';
import { answerUrl } from './reply-url.ts';
import { type Asked, readRequest, sendJson, sendText } from './request.ts';
import { openWorld, type SlackOptions, type World } from './world.ts';

/**
 * A local Slack that listens. `url` is what a browser opens; the Web API is under `${url}/api/`.
 */
export type LocalSlack = {
  readonly url: string;
  readonly apiUrl: string;
  readonly port: number;
  readonly close: () => Promise<void>;
};

/** A connection that nobody uses is kept for so long (ms). */
const keptMs = 60_000;

/**
 * Starts a Slack on a loopback port: the Web API, the people in it, its page, and its faults on
 * demand.
 */
export async function startSlack(options: SlackOptions): Promise<LocalSlack> {
  const world = openWorld(options);
  const limiter = newLimiter(world.now);
  const server = createServer({ keepAliveTimeout: keptMs }, (incoming, outgoing) => {
    void readRequest(incoming, outgoing)
      .then((asked) => (asked === undefined ? undefined : route(world, limiter, asked)))
      .catch((error: unknown) => {
        console.error('the local Slack failed', error);
        if (!outgoing.headersSent) outgoing.writeHead(500, { 'content-type': 'application/json' });
        outgoing.end('{"ok":false,"error":"fatal_error"}');
      });
  });
  server.on('upgrade', (request, socket, head: Buffer) => {
    if (request.url?.startsWith('/link/') === true && world.faults.outage() === undefined)
      world.links.upgrade(request, socket, head);
    else socket.destroy();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  world.switches.url = `http://127.0.0.1:${port}`;
  const close = () =>
    new Promise<void>((resolve) => {
      world.end();
      world.links.close();
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: world.switches.url, apiUrl: `${world.switches.url}/api/`, port, close };
}

async function route(world: World, limiter: Limiter, asked: Asked): Promise<void> {
  if (isForeign(asked))
    return sendJson(asked, 403, { ok: false, error: 'Only this page may act here.' });
  switch (asked.path[0]) {
    case 'api':
      return api(world, limiter, asked);
    case 'response':
      return replyUrl(world, asked);
    case '_control':
      return control(world, asked);
    case '_people':
      return people(world, asked);
    case 'docs':
      return serveCanvas(world, asked);
    default:
      return servePage(world, asked);
  }
}

/** Another site open in the same browser must not act as the people here. */
function isForeign(asked: Asked): boolean {
  const { origin, host } = asked.incoming.headers;
  return origin !== undefined && URL.parse(origin)?.host !== host;
}

async function api(world: World, limiter: Limiter, asked: Asked): Promise<void> {
  if (isOff(world, asked)) return;
  const method = asked.path[1] ?? '';
  await sleep(world.faults.slowMs(method));
  if (isOff(world, asked)) return;
  const reply = answerCall(world, limiter, asked, method);
  if (reply.status === 200 && world.faults.take('answer-lost', method) !== undefined)
    asked.incoming.socket.destroy();
  else sendJson(asked, reply.status, reply.body, reply.headers);
}

function answerCall(world: World, limiter: Limiter, asked: Asked, method: string): Reply {
  const { headers } = asked.incoming;
  return call(world, limiter, {
    method,
    query: asked.url.searchParams,
    contentType: headers['content-type'],
    authorization: headers.authorization,
    body: asked.body,
  });
}

async function replyUrl(world: World, asked: Asked): Promise<void> {
  if (isOff(world, asked)) return;
  await sleep(world.faults.slowMs('response_url'));
  const answer = answerUrl(world, asked.path[1] ?? '', asked.body);
  if (world.faults.take('answer-lost', 'response_url') !== undefined)
    asked.incoming.socket.destroy();
  else sendText(asked, answer.status, answer.body);
}

/** While Slack is off, nobody outside gets an answer: the line breaks, or a proxy says 503. */
function isOff(world: World, asked: Asked): boolean {
  const outage = world.faults.outage();
  if (outage === 'refuse') asked.incoming.socket.destroy();
  if (outage === '503')
    sendText(asked, 503, 'upstream connect error or disconnect/reset before headers');
  return outage !== undefined;
}
