import { type CallBudget, callBudget } from '../adapters/ec2-fleet/budget.ts';
import { ec2Checkup } from '../adapters/ec2-fleet/checkup/checkup.ts';
import { ec2Fleet } from '../adapters/ec2-fleet/fleet.ts';
import type { Configuring, Ec2FleetOptions, ServedCount } from '../adapters/ec2-fleet/options.ts';
import { localFleet } from '../adapters/local-fleet/fleet.ts';
import type { ServiceEntry } from '../config/davy-yml.ts';
import { imageSearchOf } from '../config/image-search.ts';
import type { Fleet, FleetCheckup } from '../ports/fleet.ts';
import { countByLabel } from '../adapters/prometheus/label-counts.ts';
import type { Jobs } from '../ports/jobs.ts';
import type { Log } from '../ports/log.ts';
import { awsAccountOf } from './fleet-account.ts';
import type { WatchMeans } from './means.ts';
import { prometheusAuthorization } from './prometheus-account.ts';

/** What each account and region of AWS may still be asked: all lines there share it. */
export type CallBudgets = Map<string, CallBudget>;

/** What the servers of a service run on. Without `jobs` it only looks, and configures none. */
export function fleetOf(
  { fleet, jobs: entries }: Pick<ServiceEntry, 'fleet' | 'jobs'>,
  means: WatchMeans,
  asked: Asked,
): Fleet {
  const { fetch, realNow: now } = means;
  switch (fleet.kind) {
    case 'local':
      return localFleet({
        host: fleet.host,
        balancer: fleet.balancer,
        moves: fleet.moves ?? 'users',
        fetch,
        now,
      });
    case 'ec2':
      return ec2Fleet(ec2Options({ fleet, jobs: entries }, means, asked));
  }
}

/** Whose fleet it is, and what it shares with others. */
type Asked = {
  readonly line: string;
  readonly jobs: Jobs | null;
  readonly budgets: CallBudgets;
  readonly log?: Pick<Log, 'warn'>;
};
type Ec2Entry = Extract<ServiceEntry['fleet'], { kind: 'ec2' }>;

function ec2Options(
  { fleet, jobs: entries }: { readonly fleet: Ec2Entry; readonly jobs: ServiceEntry['jobs'] },
  means: WatchMeans,
  { line, jobs, budgets, log }: Asked,
): Ec2FleetOptions {
  const { fetch, realNow: now } = means;
  return {
    template: fleet.launch_template,
    subnets: fleet.subnets,
    types: fleet.instance_types,
    select: fleet.select.tags,
    versionTag: fleet.select.version_tag,
    rule: fleet.traffic.listener_rule,
    groups: fleet.traffic.groups,
    waiting: fleet.traffic.waiting,
    served: servedCount(fleet.users, means),
    sticky: fleet.drain === undefined ? null : { drain: fleet.drain.url, fetch },
    spares: fleet.spares ?? null,
    group: fleet.group ?? null,
    configure: fleet.configure ? configuring(fleet.configure, { entries, jobs, line, log }) : null,
    startsWithinMs: fleet.starts_within,
    cost: fleet.cost,
    budget: budgetOf(fleet, budgets, now),
    now,
    ...awsAccountOf({ fleet }, line),
  };
}

/** What a fleet finds out beforehand for the doctor; null for one that only shows its servers. */
export function fleetCheckupOf(
  { fleet, release, jobs }: Pick<ServiceEntry, 'fleet' | 'release' | 'jobs'>,
  means: WatchMeans,
  asked: Pick<Asked, 'line' | 'budgets'>,
): ((asks: { readonly counts: boolean }) => Promise<FleetCheckup>) | null {
  if (fleet.kind !== 'ec2') return null;
  const options = ec2Options({ fleet, jobs }, means, { ...asked, jobs: null });
  const batchMs = release.between_batches;
  const imageTags = imageSearchOf(fleet)?.tags ?? null;
  return ({ counts }) => ec2Checkup(options, asked.line, { batchMs, counts, imageTags });
}

/** How servers are configured: by the place of the job, which names them in its own way. */
function configuring(
  { job }: NonNullable<Ec2Entry['configure']>,
  {
    entries,
    jobs,
    line,
    log,
  }: {
    readonly entries: ServiceEntry['jobs'];
    readonly jobs: Jobs | null;
    readonly line: string;
    readonly log: Pick<Log, 'warn'> | undefined;
  },
): Configuring | null {
  return (
    jobs && {
      job,
      jobs,
      at: entries[job]?.run === 'ssm' ? 'id' : 'address',
      tell: (server, why) =>
        log?.warn({ line, server, job }, `${server} of ${line} is ill: ${job} ${why}`),
    }
  );
}

/**
 * AWS counts calls for each account and region, and the role says which account it is. The line
 * that is made first says how much there is for all that share one.
 */
function budgetOf(
  { role, region = '', calls_per_second: perSecond }: Ec2Entry,
  budgets: CallBudgets,
  now: () => number,
): CallBudget {
  const account = role?.split(':')[4] ?? '';
  const key = `${account} ${region}`;
  const budget = budgets.get(key) ?? callBudget(perSecond, now);
  budgets.set(key, budget);
  return budget;
}

/** Prometheus counts whom the servers of a fleet on EC2 serve. */
function servedCount(
  users: Ec2Entry['users'],
  { environment, fetch, realNow: now }: WatchMeans,
): ServedCount {
  return {
    label: users.is,
    count: (signal) =>
      countByLabel(
        {
          url: environment.PROMETHEUS_URL ?? '',
          authorization: prometheusAuthorization(environment),
          fetch: (input, init) =>
            fetch(input, {
              ...init,
              signal: init?.signal ? AbortSignal.any([signal, init.signal]) : signal,
            }),
        },
        users,
        now(),
      ),
  };
}
