import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { withAmis } from './account/names.ts';
import { portalYml } from './davy/portal-yml.ts';
import { type Davy, keepDavy } from './davy/process.ts';
import {
  type Addresses,
  davyYml,
  environmentOf,
  type Pace,
  paceAt,
  secrets,
} from './davy/settings.ts';
import { fillJira } from './jira/seed.ts';
import { startMachines } from './machines.ts';
import { sayWhile } from './processes/say-while.ts';
import { portsIn, type PortsOf } from './ports.ts';
import { startPrometheus } from './prometheus/start.ts';
import { createRepository, type Repository } from './repository/create.ts';
import { type FleetKind, oneEarlier, type Sample } from './sample.ts';
import { fillSentry } from './sentry/past.ts';
import { startSlack } from './slack/start.ts';
import { playgroundWorkspace } from './slack/workspace.ts';
import { startVendors } from './vendors.ts';

/** Everything the playground is made of, running. */
export type World = {
  readonly dir: string;
  readonly sample: Sample;
  readonly fleet: FleetKind;
  readonly addresses: Addresses;
  readonly usersUrl: string;
  readonly repository: Repository;
  readonly davy: Davy;
  /** True when nothing of an earlier time was found. */
  readonly fresh: boolean;
  /** Ends Davy and the stand-ins; with `servers`, the machines and their users too. */
  stop(servers: boolean): Promise<void>;
};

/**
 * `environment` is added to Davy's own, for tests that need it to die; `pace` is for those that
 * cannot wait, or must.
 */
export type WorldOptions = {
  readonly dir: string;
  readonly slackPort: number;
  readonly seed: number;
  readonly speed: number;
  readonly path: string;
  /** What it releases; the whiteboards where nothing is said. */
  readonly sample?: Sample;
  /** What that runs on; `local` where nothing is said. */
  readonly fleet?: FleetKind;
  /** Slack delivers over a socket that Davy opens, instead of calling it. */
  readonly socket?: boolean;
  readonly environment?: Readonly<Record<string, string>>;
  readonly pace?: Partial<Pace>;
  /** How many strokes lie between two of the errors that the service makes now and then. */
  readonly strokesPerError?: number;
  readonly onDavyExit?: (code: number | null) => void;
  /** Hears what is waited for, where it takes long. */
  readonly say?: (text: string) => void;
};

const root = fileURLToPath(new URL('..', import.meta.url));
/**
 * Starts the whole world, or finds it again: machines and users live on when the playground ends.
 */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { dir, seed, sample = 'board', fleet = 'local' } = options;
  const fresh = !existsSync(join(dir, 'ports.json'));
  mkdirSync(dir, { recursive: true });
  const ports = await portsIn(dir);
  const whole = await createRepository(join(dir, 'repository'), seed);
  const repository = sample === 'portal' ? oneEarlier(whole) : whole;
  const told = <Value>(what: string, wait: Promise<Value>) =>
    sayWhile(options.say ?? (() => undefined), what, wait);
  const vendors = await told('the local vendors', startVendors(dir, ports));
  const { dsn, sentry, pagerduty, jira } = vendors;
  if (fresh) {
    await fillJira(jira.url, repository.folder);
    await fillSentry(dsn, `${sample}@${repository.live.version}`, Date.now());
  }
  const { strokesPerError } = options;
  const ofMachines = { dir, ports, dsn, strokesPerError, seed, repository, sample, fleet, fresh };
  const machines = await told('the servers and their users', startMachines(ofMachines));
  const { usersUrl, discoveryUrl } = machines;
  const prometheus = await startPrometheus({ port: ports.prometheus, discoveryUrl });
  const slack = await startWorkspace(options, ports);
  const addresses = {
    slack: slack.url,
    sentry: sentry.url,
    prometheus: prometheus.url,
    pagerduty: pagerduty.url,
    jira: jira.url,
    host: machines.hostUrl,
    balancer: machines.balancerUrl,
    aws: machines.awsUrl,
    repository: repository.folder,
  };
  const davy = startDavy(options, ports, addresses);
  const stop = async (servers: boolean) => {
    await davy.stop();
    await Promise.all([slack, prometheus, vendors].map((part) => part.close()));
    if (servers) await machines.stop();
  };
  const ready = told(`Davy (it writes ${davy.logFile})`, davy.ready());
  await ready.catch(async (cause: unknown) => {
    // Nothing is left running behind a world that did not come to be.
    await stop(true);
    throw cause;
  });
  const asKnown = fleet === 'ec2' ? withAmis(repository) : repository;
  return { dir, sample, fleet, addresses, usersUrl, repository: asKnown, davy, fresh, stop };
}

function startWorkspace({ dir, slackPort, socket = false }: WorldOptions, ports: PortsOf) {
  return startSlack({
    port: slackPort,
    dataDir: join(dir, 'slack'),
    requestUrl: `http://127.0.0.1:${ports.davy}/slack/events`,
    signingSecret: secrets.signingSecret,
    botToken: secrets.botToken,
    appToken: secrets.appToken,
    socket,
    manifestPath: join(root, 'manifest.yml'),
    workspace: playgroundWorkspace(),
  });
}

function startDavy(options: WorldOptions, ports: PortsOf, addresses: Addresses): Davy {
  const { dir, speed, path, socket, environment, pace, onDavyExit } = options;
  const config = join(dir, 'davy.yml');
  const yml = options.sample === 'portal' ? portalYml : davyYml;
  writeFileSync(config, yml(addresses, { ...paceAt(speed), ...pace }));
  const own = environmentOf(addresses, {
    port: ports.davy,
    data: join(dir, 'davy'),
    config,
    speed,
    epoch: epochIn(dir),
    path,
    socket: socket ?? false,
  });
  return keepDavy({
    root,
    dir,
    port: ports.davy,
    environment: { ...own, ...environment },
    ...(onDavyExit ? { onExit: onDavyExit } : {}),
  });
}

/**
 * The moment at which the scaled clock showed the real time: kept, so that a restart does not turn
 * it back.
 */
function epochIn(dir: string): number {
  const file = join(dir, 'epoch.json');
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(Date.now()));
  return z.number().parse(JSON.parse(readFileSync(file, 'utf8')));
}
