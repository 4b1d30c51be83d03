import type { DavyYml } from '../config/davy-yml.ts';
import type { Environment } from '../config/environment.ts';
import { planOf } from '../config/plan.ts';
import type { Loaded } from '../config/load.ts';
import { orNull } from '../ports/or-null.ts';
import { hiding } from '../process/hide.ts';
import { discreetFetch } from '../process/discreet-fetch.ts';
import { isProduct } from '../release/state/line-name.ts';
import { errorTrackerOf } from '../vendors/error-tracker.ts';
import { type CallBudgets, fleetCheckupOf, fleetOf } from '../vendors/fleet.ts';
import { awsAccountOf } from '../vendors/fleet-account.ts';
import { jobToReach } from '../vendors/jobs.ts';
import { meterOf } from '../vendors/meter.ts';
import { rollbackOrdersOf } from '../vendors/rollback-orders.ts';
import { hearClocks, lookAtClocks } from './clocks.ts';
import type { JudgedBy } from './counts.ts';
import { lookAtDeploys } from './deploys.ts';
import { lookAtDisk, type DiskRoom } from './disk.ts';
import { type Finding, note, well } from './finding.ts';
import { type FleetToCheck, lookAtFleets, lookAtWhatIsShared } from './fleets.ts';
import { lookAtJira } from './jira.ts';
import { lookAtJobs } from './jobs.ts';
import { lookAtLedger } from './ledger.ts';
import { lookAtListener } from './listener.ts';
import { lookAtRollbackOrders } from './rollback-orders.ts';
import { lookAtSignals } from './signals.ts';
import { peopleNamed, teamsIn } from './slack-people.ts';
import { lookAtSlack } from './slack.ts';
import { lookAtSources } from './sources.ts';
import { lookAtVendors } from './vendors.ts';

/** What the doctor needs of the process. */
export type DoctorMeans = {
  readonly fetch: typeof globalThis.fetch;
  readonly now: () => number;
  readonly room: (folder: string) => Promise<DiskRoom>;
};

/**
 * Looks at everything a release needs, without changing anything. What one fault brings with it is
 * not said again: whoever does not answer is asked no more.
 */
export async function examine(
  { config, environment, warnings, secrets }: Extract<Loaded, { kind: 'loaded' }>,
  { now, room, ...means }: DoctorMeans,
): Promise<readonly Finding[]> {
  const heard = hearClocks(means.fetch, now);
  const fetch = discreetFetch(heard.fetch, secrets);
  const entries = Object.entries(config.services);
  const reach = { environment, fetch, realNow: now };
  const budgets: CallBudgets = new Map();
  const services = entries.map(([service, entry]) => ({
    service,
    fleet: fleetOf(entry, reach, { line: service, jobs: null, budgets }),
    checkup: fleetCheckupOf(entry, reach, { line: service, budgets }),
    errors: errorTrackerOf(entry, reach),
    meter: meterOf(entry, reach),
    judged: judgedBy(entry),
    orders: rollbackOrdersOf(entry, reach, service),
  }));
  const account = slackAccount(environment, fetch);
  const [vendors, ...looked] = await Promise.all([
    lookAtVendors(config, environment, fetch),
    lookAtLedger(environment, now),
    lookAtSlack(account, channelsIn(config), peopleNamed(config), teamsIn(config)),
    lookAtSources(entries.filter(([name]) => isProduct(name))),
    lookAtJira(config, environment, fetch),
    lookAtDeploys(config, environment, fetch),
    lookAtListener(environment, fetch),
    lookAtJobs(jobsIn(config.services, { ...reach, hide: hiding(secrets) }, services)),
    lookAtRollbackOrders(services),
    lookAtDisk(environment.DAVY_DATA, environment.DATABASE_URL === undefined, room),
  ]);
  const [ledger, ...others] = looked;
  const fleets = await lookAtFleets(services, { counts: vendors.hasNumbers });
  const clocks = lookAtClocks([...heard.clocks(), ...fleets.clocks, ...ledger.clocks]);
  // Whoever asks for other minutes than now is answered nothing.
  const watched = clocks.isOurs
    ? []
    : services.filter(({ service }) => !fleets.versionless.has(service));
  return [
    well(`the configuration of ${Object.keys(config.services).join(', ')} can be read`),
    ...warnings.map(note),
    ...ledger.findings,
    ...others.flat(),
    ...vendors.findings,
    ...lookAtWhatIsShared(entries),
    ...fleets.findings,
    ...clocks.findings,
    ...(await lookAtSignals(watched, now, vendors)),
  ];
}

/** How counts judge its releases, or would, on as many servers as are tried at first. */
function judgedBy(entry: DavyYml['services'][string]): JudgedBy | null {
  const asked = { ...entry, watch: { ...entry.watch, judge: 'counts' } } as const;
  const { judge: options, servers } = planOf(asked);
  return options && { options, servers, decides: entry.watch.judge === 'counts' };
}

function slackAccount(
  environment: Environment,
  fetch: typeof globalThis.fetch,
): Parameters<typeof lookAtSlack>[0] {
  return {
    token: environment.SLACK_BOT_TOKEN,
    appToken: environment.SLACK_APP_TOKEN,
    apiUrl: environment.SLACK_API_URL,
    team: environment.SLACK_TEAM_ID,
    fetch,
  };
}

function channelsIn({ services, summaries }: DavyYml): readonly string[] {
  const all = Object.values(services).flatMap(({ channel, changelog_channel: more }) => [
    channel,
    ...(more === undefined ? [] : [more]),
  ]);
  return [...new Set([...all, ...(summaries ? [summaries.channel] : [])])];
}

/** Every job there is, with whoever would run it. */
function jobsIn(
  services: DavyYml['services'],
  means: Omit<Parameters<typeof jobToReach>[2], 'account'>,
  fleets: readonly Pick<FleetToCheck, 'service' | 'fleet'>[],
) {
  return Object.entries(services).flatMap(([service, entry]) => {
    const own = { ...means, account: awsAccountOf(entry, service) };
    const fleet = fleets.find((one) => one.service === service)?.fleet;
    return Object.entries(entry.jobs).map(([job, said]) => {
      const { check, ...reached } = jobToReach(job, said, own);
      const asked = check && (async () => check(await serverFor(said, service, fleet)));
      return { service, job, ...reached, check: asked };
    });
  });
}

/** A server on which a job of Systems Manager could run: one it names, else one of the fleet. */
async function serverFor(
  job: DavyYml['services'][string]['jobs'][string],
  service: string,
  fleet: FleetToCheck['fleet'] | undefined,
): Promise<string | null> {
  if (job.run !== 'ssm') return null;
  const [named] = job.on;
  if (named !== undefined) return named;
  const seen = fleet && (await orNull(() => fleet.observe(service)));
  return seen?.servers.find(({ state }) => state === 'ready')?.id ?? null;
}
