import { type CallBudget, callBudget } from '../adapters/ec2-fleet/budget.ts';
import { ec2Fleet } from '../adapters/ec2-fleet/fleet.ts';
import type { ServedCount } from '../adapters/ec2-fleet/options.ts';
import { localFleet } from '../adapters/local-fleet/fleet.ts';
import type { ServiceEntry } from '../config/davy-yml.ts';
import type { Fleet } from '../ports/fleet.ts';
import { countByLabel } from '../adapters/prometheus/label-counts.ts';
import type { Jobs } from '../ports/jobs.ts';
import type { WatchMeans } from './means.ts';
import { prometheusAuthorization } from './prometheus-account.ts';

/** What each region of AWS may still be asked: all lines there share it. */
export type CallBudgets = Map<string, CallBudget>;

/** What the servers of a service run on. Without `jobs` it only looks, and configures none. */
export function fleetOf(
  { fleet }: ServiceEntry,
  means: WatchMeans,
  { jobs, budgets }: { readonly jobs: Jobs | null; readonly budgets: CallBudgets },
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
      return ec2Fleet({
        template: fleet.launch_template,
        subnets: fleet.subnets,
        select: fleet.select.tags,
        versionTag: fleet.select.version_tag,
        rule: fleet.traffic.listener_rule,
        groups: fleet.traffic.groups,
        waiting: fleet.traffic.waiting,
        served: servedCount(fleet.users, means),
        sticky: fleet.drain === undefined ? null : { drain: fleet.drain.url, fetch },
        spares: fleet.spares ?? null,
        configure: fleet.configure && jobs ? { job: fleet.configure.job, jobs } : null,
        startsWithinMs: fleet.starts_within,
        cost: fleet.cost,
        budget: budgetOf(fleet, budgets, now),
        now,
        aws: fleet.region === undefined ? {} : { region: fleet.region },
      });
  }
}

/** The line that is made first says how much there is for all of its region. */
function budgetOf(
  { region = '', calls_per_second: perSecond }: Extract<ServiceEntry['fleet'], { kind: 'ec2' }>,
  budgets: CallBudgets,
  now: () => number,
): CallBudget {
  const budget = budgets.get(region) ?? callBudget(perSecond, now);
  budgets.set(region, budget);
  return budget;
}

/** Prometheus counts whom the servers of a fleet on EC2 serve. */
function servedCount(
  users: Extract<ServiceEntry['fleet'], { kind: 'ec2' }>['users'],
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
