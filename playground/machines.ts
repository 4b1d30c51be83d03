import { join } from 'node:path';
import { launchFirstInstances } from './account/first-instances.ts';
import { account, amiOf, ownerKey } from './account/names.ts';
import { thingsOf } from './account/things.ts';
import { launchFirstFleet, registerImages, shareEvenly } from './first-fleet.ts';
import type { PortsOf } from './ports.ts';
import { ensureRunning, type Running } from './processes/spawn.ts';
import type { Repository } from './repository/create.ts';
import type { FleetKind, Sample } from './sample.ts';

/** About three errors a minute where 1,000 people draw a stroke every second. */
const rarely = 20_000;
const servers = 4;
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
  /** Where the local AWS is, where they are its instances. */
  readonly awsUrl?: string | undefined;
  /** Where Prometheus finds them. */
  readonly discoveryUrl: string;
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
  readonly fleet: FleetKind;
  readonly fresh: boolean;
};
type Part = (name: string, folder: string, options: object) => Promise<Running>;

/**
 * The local AWS lives so many times faster than we do: a boot, a health check and what its books
 * need to agree take seconds.
 */
const awsSpeed = 10;

/** Starts them, or finds them running; a fresh world gets its first servers. */
export async function startMachines(options: MachinesOptions): Promise<Machines> {
  const { dir, ports, dsn, strokesPerError = rarely, seed, repository, sample } = options;
  const part: Part = (name, folder, own) =>
    ensureRunning({
      name,
      entry: new URL(`./${folder}/main.ts`, import.meta.url),
      options: { dataDir: join(dir, name), ...own },
      detached: true,
    });
  const balancer = await part('balancer', 'balancer', {
    port: ports.balancer,
    adminPort: ports.balancerAdmin,
    storePort: ports.store,
    connectionsMax,
  });
  const { url = '', adminUrl: balancerUrl = '', storeUrl = '' } = balancer.urls;
  const host = await part('host', 'host', {
    port: ports.host,
    around: { storeUrl, balancerUrl, dsn, strokesPerError },
  });
  const hostUrl = host.urls['url'] ?? '';
  await registerImages(hostUrl, repository, sample);
  const aws = await firstServers(part, options, { hostUrl, balancerUrl });
  const users =
    sample === 'portal'
      ? await part('visitors', 'visitors', { port: ports.users, url, ...readers })
      : await part('users', 'users', { port: ports.users, url, seed, boards });
  const stop = async () => {
    await users.stop();
    await aws?.stop();
    await fetch(`${hostUrl}/_control/stop-all`, { method: 'POST' }).catch(() => undefined);
    await Promise.all([host.stop(), balancer.stop()]);
  };
  const usersUrl = users.urls['url'] ?? '';
  const awsUrl = aws?.urls['url'];
  const discoveryUrl = awsUrl ? `${awsUrl}/_control/targets` : `${hostUrl}/targets`;
  return { hostUrl, balancerUrl, usersUrl, awsUrl, discoveryUrl, stop };
}

/** Launches what was there before Davy: at the host itself, or at the local AWS in front of it. */
async function firstServers(
  part: Part,
  { ports, repository, sample, fleet, fresh }: MachinesOptions,
  { hostUrl, balancerUrl }: Pick<Machines, 'hostUrl' | 'balancerUrl'>,
): Promise<Running | undefined> {
  const { live } = repository;
  if (fleet === 'local') {
    if (fresh) await launchFirstFleet(hostUrl, balancerUrl, live.image, servers, sample);
    if (fresh && sample === 'portal') await shareEvenly(hostUrl, balancerUrl, sample);
    return undefined;
  }
  const aws = await part('aws', 'aws', {
    port: ports.aws,
    region: account.region,
    keyId: ownerKey.id,
    secret: ownerKey.secret,
    speed: awsSpeed,
    hostUrl,
    balancerUrl,
    things: thingsOf(repository, sample),
  });
  const first = { servers, service: sample };
  await launchFirstInstances(aws.urls['url'] ?? '', balancerUrl, amiOf(live), first);
  return aws;
}
