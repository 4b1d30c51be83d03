import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { createRepository, type Repository } from '../repository/create.ts';
import { register, serveLive } from './fleet.ts';
import { ensureRunning, type Running } from './spawn.ts';

/** The sample service as a whole. Ports 0 mean any; adopted processes keep those they have. */
export type SampleOptions = {
  readonly dataDir: string;
  readonly seed: number;
  /** Where servers send their errors; empty means nowhere. */
  readonly dsn: string;
  /** Detached processes outlive the playground and are adopted by the next one. */
  readonly detached: boolean;
  readonly ports?: { readonly board?: number; readonly balancerAdmin?: number; readonly store?: number; readonly host?: number; readonly users?: number };
  readonly servers?: number;
  readonly boards?: number;
};

/** The running sample service: where everything is, and how to end it. */
export type Sample = {
  readonly repository: Repository;
  /** Where users draw. */
  readonly boardUrl: string;
  readonly balancerUrl: string;
  readonly storeUrl: string;
  readonly hostUrl: string;
  readonly usersUrl: string;
  readonly processes: { readonly balancer: Running; readonly host: Running; readonly users: Running };
  /** Ends everything, the servers too. */
  stop(): Promise<void>;
};

/** Starts the whole sample service, or finds it alive: a git repository, balancer and store, host, live servers, users. */
export async function startSample(options: SampleOptions): Promise<Sample> {
  const { dataDir, seed, dsn, detached, ports = {}, servers = 3, boards = 20 } = options;
  const repository = await createRepository(join(dataDir, 'repository'), seed);
  const balancer = await ensureRunning({
    name: 'balancer', entry: new URL('../balancer/main.ts', import.meta.url), detached,
    options: { dataDir, port: ports.board ?? 0, adminPort: ports.balancerAdmin ?? 0, storePort: ports.store ?? 0, connectionsMax: connectionsFor(boards, servers) },
  });
  const { url: boardUrl = '', adminUrl: balancerUrl = '', storeUrl = '' } = balancer.urls;
  const host = await ensureRunning({
    name: 'host', entry: new URL('../host/main.ts', import.meta.url), detached,
    options: { dataDir, port: ports.host ?? 0, around: { storeUrl, balancerUrl, dsn } },
  });
  const { url: hostUrl = '' } = host.urls;
  for (const build of [...repository.older, repository.live, ...repository.builds]) await register(hostUrl, repository.folder, build);
  await serveLive({ hostUrl, balancerUrl, image: repository.live.image, servers });
  const users = await ensureRunning({
    name: 'users', entry: new URL('../users/main.ts', import.meta.url), detached,
    options: { dataDir, port: ports.users ?? 0, url: boardUrl, seed, boards },
  });
  const { url: usersUrl = '' } = users.urls;
  const stop = async () => {
    await users.stop();
    await fetch(`${hostUrl}/_control/stop-all`, { method: 'POST' }).catch(() => undefined);
    await sleep(100);
    await Promise.all([host.stop(), balancer.stop()]);
  };
  return { repository, boardUrl, balancerUrl, storeUrl, hostUrl, usersUrl, processes: { balancer, host, users }, stop };
}

/** Enough connections for one a server, and for one a board on about half of all boards. */
function connectionsFor(boards: number, servers: number): number {
  return Math.ceil(boards / 2) + servers + 1;
}
