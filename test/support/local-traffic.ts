import { Agent, get, type ClientRequest } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startBalancer } from '../../playground/balancer/start.ts';
import { registerImages } from '../../playground/first-fleet.ts';
import { startHost } from '../../playground/host/start.ts';
import { createRepository } from '../../playground/repository/create.ts';
import { localFleet } from '../../src/adapters/local-fleet/fleet.ts';
import { orderFor } from '../contracts/fleet-world.ts';
import type { TrafficStore, TrafficWorld } from '../contracts/fleet-laws-traffic.ts';
import { troubledWay } from './troubled-way.ts';
import { until } from './until.ts';

const service = 'portal';
const release = 'rel_1';
const said = z.object({ server: z.string() });

/**
 * The local fleet on the playground's host and balancer: five real servers of the portal, which
 * each law finds as the first one did.
 */
export async function localTraffic(): Promise<TrafficStore> {
  const dataDir = await mkdtemp(join(tmpdir(), 'portal-'));
  const repository = await createRepository(join(dataDir, 'repository'), 7);
  const door = { dataDir, port: 0, adminPort: 0, storePort: 0, connectionsMax: 4 };
  const balancer = await startBalancer(door);
  const around = { storeUrl: 'x', balancerUrl: 'x', dsn: '', strokesPerError: 1 };
  const host = await startHost({ dataDir, port: 0, around });
  await registerImages(host.url, repository, service);
  const fresh = repository.builds.find(({ behaviour }) => behaviour === 'healthy');
  if (!fresh) throw new Error('the sample has no good build');
  const { live: old } = repository;
  const machines = await Promise.all(
    (
      [
        ['o0', old, ''],
        ['o1', old, ''],
        ['n0', fresh, release],
        ['n1', fresh, release],
        ['a0', old, release],
      ] as const
    ).map(([name, build, of], slot) => launch(host.url, { name, build, of, slot })),
  );
  const ids = machines.map(({ id }) => id);
  const versions = { fresh: fresh.version, old: old.version };
  let opened = 0;
  return {
    async open() {
      for (const [i, { id, address }] of machines.entries()) {
        const path = `${balancer.adminUrl}/targets/${id}`;
        if (i < 2) await call('PUT', path, { address, admits: true });
        else await call('DELETE', path);
      }
      await call('PUT', `${balancer.adminUrl}/weights`, {
        [`${ids[0]}`]: 5_000,
        [`${ids[1]}`]: 5_000,
      });
      // Each law's orders are newer than those of the law before it.
      opened += 100;
      return openWorld({ host: host.url, balancer, ids, versions, fence: opened });
    },
    async stop() {
      await call('POST', `${host.url}/_control/stop-all`);
      await Promise.all([host.close(), balancer.close()]);
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function openWorld(of: {
  readonly host: string;
  readonly balancer: { readonly url: string; readonly adminUrl: string };
  readonly ids: readonly string[];
  readonly versions: TrafficWorld['versions'];
  readonly fence: number;
}): TrafficWorld {
  const { host, balancer, ids, versions, fence } = of;
  const way = troubledWay({ host, balancer: balancer.adminUrl });
  const replica = () =>
    localFleet({
      host,
      balancer: balancer.adminUrl,
      moves: 'traffic',
      fetch: way.fetch,
      now: Date.now,
    });
  const visitors = visitorsOf(balancer.url);
  return {
    service,
    order: { ...orderFor(service, release), fence },
    fleet: replica(),
    other: replica(),
    loseAnswer: (on) => way.loseAnswer(on),
    changes: () => way.changes(),
    old: ids.slice(0, 2),
    fresh: ids.slice(2, 4),
    again: ids.slice(4),
    versions,
    many: 500,
    ask: visitors.ask,
    begin: (id, requests) => visitors.begin(id, requests),
    underWay: async (id) => visitors.underWay(id),
    close: async () => visitors.leave(),
  };
}

/** Requests through the front door; who answered says so itself. */
function visitorsOf(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const streams: { readonly id: string; readonly request: ClientRequest; isOpen: boolean }[] = [];
  const ask = async (requests: number) => {
    const took = new Map<string, number>();
    const one = async () => {
      const { id } = await page(`${url}/portal`, agent);
      took.set(id, (took.get(id) ?? 0) + 1);
    };
    for (let left = requests; left > 0; left -= 20)
      await Promise.all(Array.from({ length: Math.min(20, left) }, one));
    return took;
  };
  return {
    ask,
    async begin(id: string, requests: number) {
      while (streams.filter((one) => one.id === id && one.isOpen).length < requests) {
        const { id: where, request } = await page(`${url}/portal/news`, undefined, true);
        const stream = { id: where, request, isOpen: true };
        request.once('close', () => void (stream.isOpen = false));
        if (where === id) streams.push(stream);
        else request.destroy();
      }
    },
    underWay: (id: string) => streams.filter((one) => one.id === id && one.isOpen).length,
    leave() {
      for (const { request } of streams) request.destroy();
      agent.destroy();
    },
  };
}

function page(
  url: string,
  agent: Agent | undefined,
  isStream = false,
): Promise<{ readonly id: string; readonly request: ClientRequest }> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent }, (answer) => {
      let text = '';
      const done = () =>
        resolve({ id: said.parse(JSON.parse(text.replace(/^data: /, ''))).server, request });
      answer.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
        if (isStream && text.endsWith('\n\n')) done();
      });
      answer.once('error', (cause: Error) => !isStream && reject(cause));
      if (!isStream) answer.once('end', done);
    });
    request.once('error', reject);
  });
}

type Asked = { readonly name: string; readonly of: string; readonly slot: number };

async function launch(
  host: string,
  { name, of, slot, build }: Asked & { readonly build: { readonly image: string } },
): Promise<{ readonly id: string; readonly address: string }> {
  const { id } = await call('POST', `${host}/servers`, {
    token: name,
    service,
    image: build.image,
    protected: true,
    tags: { release: of, slot: String(slot), service },
  });
  const address: string = await until(async () => {
    const seen = await call('GET', `${host}/servers/${id}`).catch(() => ({ address: null }));
    const answers = (url: string) =>
      fetch(url).then(
        ({ ok }) => ok,
        () => false,
      );
    return seen.address && (await answers(`http://${seen.address}/healthz`))
      ? seen.address
      : undefined;
  });
  return { id, address };
}

async function call(method: string, url: string, body?: object) {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (answer.status >= 400) throw new Error(`${method} ${url}: ${answer.status} ${text}`);
  return text === '' ? {} : JSON.parse(text);
}
