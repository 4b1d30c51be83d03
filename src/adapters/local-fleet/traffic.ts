import { UpstreamError } from '../../ports/errors.ts';
import type { Order } from '../../ports/fleet.ts';
import type { Server } from '../../release/state/servers.ts';
import type { TrafficShare } from '../../release/state/traffic-share.ts';
import type { Moves } from '../../release/state/served.ts';
import type { Balancer, Target } from './balancer.ts';
import type { Host, Machine } from './host.ts';

/** All weights of the balancer together. */
const whole = 10_000;
/** The balancer counts what a target took lately over this time (s). */
const latelySeconds = 3;

/**
 * What the balancer says of who comes to a server. Where requests follow weights, its share is its
 * part of what is really sent, and its users are the requests of a second, or those under way.
 */
export function sightOf(
  moves: Moves,
  targets: readonly Target[],
): (id: string, said: Pick<Server, 'users'>) => Pick<Server, 'users' | 'share'> {
  if (moves === 'users') return (_id, { users }) => ({ users, share: null });
  const byId = new Map(targets.map((target) => [target.id, target]));
  const sent = targets.reduce((sum, target) => sum + weightOf(target), 0);
  return (id) => {
    const target = byId.get(id);
    if (!target) return { users: 0, share: 0 };
    const rate = Math.ceil(target.lately / latelySeconds);
    return {
      users: Math.max(rate, target.under_way),
      share: sent > 0 ? weightOf(target) / sent : 0,
    };
  };
}

/** What it has of the weights now: whoever is shut or sick gets nothing, whatever its weight. */
function weightOf({ admits, healthy, weight }: Target): number {
  return admits && healthy ? weight : 0;
}

/**
 * Shares out the requests, evenly over the open servers of each group. The balancer refuses what is
 * no whole; a share that no open server could take is refused here.
 */
export async function shareOut(
  host: Host,
  balancer: Balancer,
  order: Order,
  shares: readonly TrafficShare[],
): Promise<void> {
  const [machines, targets] = await Promise.all([
    host.list(order.service),
    balancer.list(),
    host.obey(order),
  ]);
  const open = machines.filter(({ id }) => targets.get(id)?.admits === true);
  const weights = new Map<string, number>();
  let given = 0;
  let sum = 0;
  for (const one of shares) {
    const group = open.filter((machine) => isOf(machine, one));
    if (one.share > 0 && group.length === 0) refuse(one);
    // Rounded as they add up, so that a whole stays one.
    group.forEach(({ id }, i) => {
      const upTo = Math.round((sum + (one.share * (i + 1)) / group.length) * whole);
      weights.set(id, upTo - given);
      given = upTo;
    });
    sum += one.share;
  }
  await order.stillMine();
  await balancer.weigh(weights);
}

function isOf({ tags, version }: Machine, share: TrafficShare): boolean {
  return (tags['release'] ?? '') === share.release && version === share.version;
}

function refuse({ release, version }: TrafficShare): never {
  const whose = release === '' ? version : `${version} of ${release}`;
  throw new UpstreamError('The fleet', `sending traffic to ${whose}, of which no server is open`);
}
