import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { outsideOf, prometheusSays } from '../ack/outside.ts';
import type { Entry } from './journal.ts';
import { slackBoard } from './slack-board.ts';

const { services, callMs } = z
  .object({ services: z.array(z.string()), callMs: z.number() })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

// Everybody outside, in one process that writes down what came. A call takes a moment, as a network
// does: whoever is killed is killed in the middle of some.
const server = createServer((request, response) => {
  void reply(request, response);
});
await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
const address = `127.0.0.1:${z.object({ port: z.number() }).parse(server.address()).port}`;
const outside = outsideOf(services, address);
const journal: Entry[] = [];
const board = slackBoard((entry) => journal.push(entry));
const bad = new Set<string>();
const fences = new Map<string, number>();
const Order = z.object({ release: z.string(), fence: z.number() });
const Page = z.object({
  event_action: z.enum(['trigger', 'acknowledge', 'resolve']),
  dedup_key: z.string(),
  payload: z.object({ component: z.string() }).optional(),
});
const Launch = z.object({
  token: z.string(),
  service: z.string(),
  tags: z.looseObject({ version: z.string() }),
});
console.log(`http://${address}`);
process.once('SIGTERM', () => process.exit(0));

type Said = { readonly status: number; readonly body: unknown };

async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? 'GET';
  const url = new URL(request.url ?? '/', 'http://bench');
  let text = '';
  for await (const chunk of request) text += String(chunk);
  if (!url.pathname.startsWith('/_')) await sleep(callMs);
  const { status, body } = control(url) ?? answer(method, url, text);
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify(body ?? {}));
}

/** The doors of whoever measures. */
function control(url: URL): Said | null {
  const [, door, name = ''] = url.pathname.split('/');
  switch (door) {
    case '_journal':
      return { status: 200, body: journal.slice(Number(url.searchParams.get('from') ?? 0)) };
    case '_machines':
      return { status: 200, body: outside.all() };
    case '_bad':
      bad.add(name);
      journal.push({ kind: 'bad', at: Date.now(), service: name });
      return { status: 200, body: {} };
    default:
      return null;
  }
}

function answer(method: string, url: URL, text: string): Said {
  const [, vendor = '', what = '', name = ''] = url.pathname.split('/');
  const at = Date.now();
  const said = board.answer(what, name, new URLSearchParams(text));
  if (vendor === 'slack' && said) return { status: 200, body: said };
  if (vendor === 'response') journal.push({ kind: 'answered', at, trigger: what });
  if (vendor === 'slack' && name === 'chat.postEphemeral') journal.push({ kind: 'whispered', at });
  if (vendor === 'prometheus') {
    const query = new URLSearchParams(text).get('query') ?? '';
    return { status: 200, body: prometheusSays(query, isBad(query) ? '900' : '80') };
  }
  if (vendor === 'pagerduty') return paged(text, at);
  if (vendor === 'host' && what === 'orders') {
    const refused = replaced(text, at);
    if (refused) return refused;
  } else if (['host', 'balancer', 'server'].includes(vendor)) note(method, vendor, url, text, at);
  const body = outside.answer(method, url, text);
  return body === undefined ? { status: 404, body: {} } : { status: 200, body };
}

/** Only the new build is bad, and only where it was said to be. */
function isBad(query: string): boolean {
  const service = /service="([^"]+)"/.exec(query)?.[1] ?? '';
  return query.includes('version="2.1.0"') && bad.has(service);
}

/** A pager takes what it is told, and says under which name. */
function paged(text: string, at: number): Said {
  const { event_action, dedup_key, payload } = Page.parse(JSON.parse(text));
  if (event_action === 'trigger')
    journal.push({ kind: 'paged', at, service: payload?.component ?? '', key: dedup_key });
  return { status: 202, body: { status: 'success', message: 'Event processed', dedup_key } };
}

/** Who was replaced gives no orders any more. */
function replaced(text: string, at: number): Said | null {
  const { release, fence } = Order.parse(JSON.parse(text));
  const newest = fences.get(release) ?? fence;
  if (fence >= newest) {
    fences.set(release, fence);
    return null;
  }
  journal.push({ kind: 'refused', at, service: release });
  return {
    status: 409,
    body: { error: { code: 'StaleOrder', message: `fence ${newest} is newer` } },
  };
}

function note(method: string, vendor: string, url: URL, text: string, at: number): void {
  const [, , first = '', second = '', third = ''] = url.pathname.split('/');
  const id = vendor === 'server' ? first : vendor === 'host' ? second : third;
  const service =
    vendor === 'balancer'
      ? first
      : (url.searchParams.get('service') ??
        outside.all().find((one) => one.id === id)?.service ??
        '');
  if (vendor === 'host' && method === 'POST') {
    const { token, service: of, tags } = Launch.parse(JSON.parse(text));
    const id = token.replaceAll(/[^\w-]/g, '-');
    // The same order again launches nothing.
    if (outside.all().some((one) => one.id === id))
      journal.push({ kind: 'act', at, service: of, what: `launch again ${id}` });
    else journal.push({ kind: 'launched', at, service: of, token, version: tags.version });
  } else if (method === 'GET') journal.push({ kind: 'look', at, service });
  else journal.push({ kind: 'act', at, service, what: `${method} ${vendor} ${id} ${text}` });
}
