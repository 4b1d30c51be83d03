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
  }
}
