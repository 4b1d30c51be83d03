import { ec2Fleet } from '../adapters/ec2-fleet/fleet.ts';
import { localFleet } from '../adapters/local-fleet/fleet.ts';
import type { ServiceEntry } from '../config/davy-yml.ts';
import type { Fleet } from '../ports/fleet.ts';
import type { Means } from './means.ts';

/** What the servers of a service run on. */
export function fleetOf(
  { fleet }: ServiceEntry,
  { fetch, realNow: now }: Pick<Means, 'fetch' | 'realNow'>,
): Fleet {
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
        startsWithinMs: fleet.starts_within,
        cost: fleet.cost,
        now,
        aws: fleet.region === undefined ? {} : { region: fleet.region },
      });
  }
}
