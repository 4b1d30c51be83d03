import { join } from 'node:path';
import { launchFirstFleet, registerImages, shareEvenly } from './first-fleet.ts';
import type { PortsOf } from './ports.ts';
import { ensureRunning, type Running } from './processes/spawn.ts';
import type { Repository } from './repository/create.ts';
import type { Sample } from './sample.ts';

/** About three errors a minute where 1,000 people draw a stroke every second. */
const rarely = 20_000;
const firstServers = 4;
const boards = 20;
/** People who read the portal's pages: some seven hundred of them a second. */
const readers = { people: 32, readMs: 40 };
/**
 * All servers together may hold so many connections to the board store: plenty for one a server.
 */
const connectionsMax = 15;

/** The servers, what leads users to them, and the users: they outlive the playground. */
type Machines = {
  readonly hostUrl: string;
  /** Where those who run it change it. */
  readonly balancerUrl: string;
  readonly usersUrl: string;
  stop(): Promise<void>;
};

/** Whose machines these are, and how often their service makes an error of its own. */
type MachinesOptions = {
  readonly dir: string;
  readonly ports: PortsOf;
  readonly dsn: string;
  readonly strokesPerError?: number | undefined;
  readonly seed: number;
  readonly repository: Repository;
  readonly sample: Sample;
  readonly fresh: boolean;
};

/** Starts them, or finds them running; a fresh world gets its first servers. */
export async function startMachines({
  dir,
  ports,
  dsn,
  strokesPerError = rarely,
  seed,
  repository,
  sample,
  fresh,
}: MachinesOptions): Promise<Machines> {
  const part = (name: string, folder: string, options: object): Promise<Running> =>
    ensureRunning({
      name,
      entry: new URL(`./${folder}/main.ts`, import.meta.url),
      options: { dataDir: join(dir, name), ...options },
      detached: true,
    });
  const balancer = await part('balancer', 'balancer', {
    port: ports.balancer,
    adminPort: ports.balancerAdmin,
    storePort: ports.store,
    connectionsMax,
  });
  const { url = '', adminUrl = '', storeUrl = '' } = balancer.urls;
  const host = await part('host', 'host', {
    port: ports.host,
    around: { storeUrl, balancerUrl: adminUrl, dsn, strokesPerError },
  });
  const hostUrl = host.urls['url'] ?? '';
  await registerImages(hostUrl, repository, sample);
  if (fresh) await launchFirstFleet(hostUrl, adminUrl, repository.live.image, firstServers, sample);
  if (fresh && sample === 'portal') await shareEvenly(hostUrl, adminUrl, sample);
  const users =
    sample === 'portal'
      ? await part('visitors', 'visitors', { port: ports.users, url, ...readers })
      : await part('users', 'users', { port: ports.users, url, seed, boards });
  const stop = async () => {
    await users.stop();
    await fetch(`${hostUrl}/_control/stop-all`, { method: 'POST' }).catch(() => undefined);
    await Promise.all([host.stop(), balancer.stop()]);
  };
  return { hostUrl, balancerUrl: adminUrl, usersUrl: users.urls['url'] ?? '', stop };
}
