import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { workspace } from './bodies.ts';
import { fleetOf } from './fleet.ts';

const { services } = z
  .object({ services: z.array(z.string()) })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

// Everybody outside, in one small process: quick and healthy, so that what is measured is Davy.
const server = createServer((request, response) => {
  void reply(request, response);
});
await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
const address = `127.0.0.1:${z.object({ port: z.number() }).parse(server.address()).port}`;
const fleet = fleetOf(services, address);
let posted = 0;
console.log(`http://${address}`);
process.once('SIGTERM', () => process.exit(0));

async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const said = answer(
    request.method ?? 'GET',
    new URL(request.url ?? '/', 'http://bench'),
    await bodyOf(request),
  );
  response
    .writeHead(said === undefined ? 404 : 200, { 'content-type': 'application/json' })
    .end(JSON.stringify(said ?? {}));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function answer(method: string, url: URL, body: string): unknown {
  const [, vendor = '', ...path] = url.pathname.split('/');
  switch (vendor) {
    case 'slack':
      return slack(path[1] ?? '', new URLSearchParams(body));
    case 'response':
      return { ok: true };
    case 'host':
      return host(method, path, url.searchParams.get('service') ?? '', body);
    case 'balancer':
      return balancer(method, path, body);
    case 'server':
      return path[1] === 'drain'
        ? fleet.drain(path[0] ?? '', JSON.parse(body))
        : fleet.health(path[0] ?? '');
    case 'sentry':
      return sentry(url);
    case 'prometheus':
      return prometheus(new URLSearchParams(body).get('query') ?? '');
    case 'pagerduty':
      return { status: 'success', message: 'Event processed', dedup_key: 'bench' };
    default:
      return undefined;
  }
}

/** Sentry that hears every build, and no errors of any. */
function sentry({ pathname, searchParams }: URL): object {
  if (pathname.endsWith('/issues/')) return [];
  if (!pathname.endsWith('/sessions/')) return { data: [] };
  const asked = searchParams.get('query') ?? '';
  const groups = [...asked.matchAll(/release:"([^"]+)"/g)].map(([, release]) => ({
    by: { release },
    totals: { 'sum(session)': 1 },
    series: {},
  }));
  return { groups };
}

function slack(method: string, asked: URLSearchParams): object {
  switch (method) {
    case 'auth.test':
      return {
        ok: true,
        url: 'https://bench.slack.com/',
        team: 'bench',
        user: 'davy',
        team_id: workspace.team,
        user_id: workspace.botUser,
        bot_id: workspace.bot,
      };
    case 'bots.info':
      return {
        ok: true,
        bot: { id: workspace.bot, app_id: workspace.app, name: 'davy', deleted: false },
      };
    case 'users.info':
      return {
        ok: true,
        user: {
          id: asked.get('user'),
          team_id: workspace.team,
          name: 'ana',
          real_name: 'Ana',
          profile: {},
        },
      };
    case 'usergroups.users.list':
      return { ok: true, users: ['U0ANA'] };
    case 'chat.postMessage':
      posted += 1;
      return {
        ok: true,
        channel: asked.get('channel'),
        ts: `1700000000.${String(posted).padStart(6, '0')}`,
        message: {},
      };
    default:
      return { ok: true, channel: asked.get('channel'), ts: asked.get('ts') };
  }
}

function host(
  method: string,
  [what, id = '']: readonly string[],
  service: string,
  body: string,
): unknown {
  if (what === 'images') return { image: id };
  // One Davy gives orders here: nobody is ever replaced.
  if (what === 'orders') return {};
  if (method === 'POST') return fleet.launch(JSON.parse(body));
  if (method === 'PATCH') return fleet.change(id, JSON.parse(body));
  if (method === 'DELETE') return { gone: fleet.terminate(id) };
  return fleet.list(service);
}

function balancer(
  method: string,
  [service = '', , id = '']: readonly string[],
  body: string,
): unknown {
  if (method === 'PUT') return { put: fleet.put(id, JSON.parse(body)) };
  if (method === 'DELETE') return { gone: fleet.remove(id) };
  return fleet.targets(service);
}

function prometheus(query: string): object {
  const now = Date.now() / 1_000;
  return {
    status: 'success',
    data: {
      resultType: 'vector',
      result: [
        { metric: {}, value: [now, query.startsWith('max(timestamp') ? String(now) : '80'] },
      ],
    },
  };
}
