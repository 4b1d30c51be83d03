import { workspace } from './bodies.ts';
import { fleetOf } from './fleet.ts';

/**
 * What everybody outside answers: quick, healthy, and the same each time. Undefined: there is no
 * such door.
 */
export function outsideOf(services: readonly string[], address: string) {
  const fleet = fleetOf(services, address);
  const slack = slackOf();
  function answer(method: string, url: URL, body: string): unknown {
    const [, vendor = '', ...path] = url.pathname.split('/');
    switch (vendor) {
      case 'slack':
        return slack(path[1] ?? '', new URLSearchParams(body));
      case 'response':
        return { ok: true };
      case 'host':
        return hostSays(fleet, method, path, url.searchParams.get('service') ?? '', body);
      case 'balancer':
        return balancerSays(fleet, method, path, body);
      case 'server':
        // One that is gone by now answers nobody, and another look may still ask it.
        if (!fleet.all().some(({ id }) => id === path[0])) return undefined;
        return path[1] === 'drain'
          ? fleet.drain(path[0] ?? '', JSON.parse(body))
          : fleet.health(path[0] ?? '');
      case 'sentry':
        return sentrySays(url);
      case 'prometheus':
        return prometheusSays(new URLSearchParams(body).get('query') ?? '', '80');
      case 'pagerduty':
        return { status: 'success', message: 'Event processed', dedup_key: 'bench' };
      default:
        return undefined;
    }
  }
  return { answer, all: fleet.all };
}

/** Sentry that hears every build, and no errors of any. */
function sentrySays({ pathname, searchParams }: URL): object {
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

type Fleet = ReturnType<typeof fleetOf>;

function slackOf(): (method: string, asked: URLSearchParams) => object {
  let posted = 0;
  return (method, asked) => {
    const known = who(method, asked);
    if (known) return known;
    if (method !== 'chat.postMessage')
      return { ok: true, channel: asked.get('channel'), ts: asked.get('ts') };
    posted += 1;
    return {
      ok: true,
      channel: asked.get('channel'),
      ts: `1700000000.${String(posted).padStart(6, '0')}`,
      message: {},
    };
  };
}

function who(method: string, asked: URLSearchParams): object | null {
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
    default:
      return null;
  }
}

function hostSays(
  fleet: Fleet,
  method: string,
  [what, id = '']: readonly string[],
  service: string,
  body: string,
): unknown {
  if (what === 'images') return { image: id };
  // Whoever measures with one Davy sees nobody replaced.
  if (what === 'orders') return {};
  if (method === 'POST') return fleet.launch(JSON.parse(body));
  if (method === 'PATCH') return fleet.change(id, JSON.parse(body));
  if (method === 'DELETE') return { gone: fleet.terminate(id) };
  return fleet.list(service);
}

function balancerSays(
  fleet: Fleet,
  method: string,
  [service = '', , id = '']: readonly string[],
  body: string,
): unknown {
  if (method === 'PUT') return { put: fleet.put(id, JSON.parse(body)) };
  if (method === 'DELETE') return { gone: fleet.remove(id) };
  return fleet.targets(service);
}

/** One series with one value, fresh. */
export function prometheusSays(query: string, value: string): object {
  const now = Date.now() / 1_000;
  return {
    status: 'success',
    data: {
      resultType: 'vector',
      result: [
        { metric: {}, value: [now, query.startsWith('max(timestamp') ? String(now) : value] },
      ],
    },
  };
}
