import { ec2Fleet } from '../adapters/ec2-fleet/fleet.ts';
import type { StickyUsers } from '../adapters/ec2-fleet/options.ts';
import { localFleet } from '../adapters/local-fleet/fleet.ts';
import type { ServiceEntry } from '../config/davy-yml.ts';
import type { Fleet } from '../ports/fleet.ts';
import { countByLabel } from '../adapters/prometheus/label-counts.ts';
import type { Jobs } from '../ports/jobs.ts';
import type { WatchMeans } from './means.ts';
import { prometheusAuthorization } from './prometheus-account.ts';

/** What the servers of a service run on. Without `jobs` it only looks, and configures none. */
export function fleetOf({ fleet }: ServiceEntry, means: WatchMeans, jobs: Jobs | null): Fleet {
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
        sticky: stickyOf(fleet, means),
        spares: fleet.spares ?? null,
        configure: fleet.configure && jobs ? { job: fleet.configure.job, jobs } : null,
        startsWithinMs: fleet.starts_within,
        cost: fleet.cost,
        now,
        aws: fleet.region === undefined ? {} : { region: fleet.region },
      });
  }
}

/** Prometheus counts the users of a fleet on EC2, where they stick to their server. */
function stickyOf(
  { users, drain }: Extract<ServiceEntry['fleet'], { kind: 'ec2' }>,
  { environment, fetch, realNow: now }: WatchMeans,
): StickyUsers | null {
  if (users === undefined || drain === undefined) return null;
  return {
    label: users.is,
    drain: drain.url,
    fetch,
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
