import type { Server } from '../../release/state/servers.ts';
import type { Target } from './balancer.ts';
import { isLeaving, type Machine } from './host.ts';
import type { Probe } from '../server/probe.ts';

/** A service that has not come up by then is not starting any more (ms). */
const startMaxMs = 20_000;

/** Joins what host, balancer and server each know into one server of the fleet. */
export function asServer(
  machine: Machine,
  target: Target | undefined,
  probe: Probe & Pick<Server, 'share'>,
  now: number,
): Server {
  const { id, version, tags } = machine;
  return {
    id,
    version,
    release: tags['release'] ?? '',
    slot: slotOf(tags['slot']),
    state: stateOf(machine, target, probe, now),
    joined: target !== undefined,
    admits: target?.admits ?? false,
    share: probe.share,
    users: probe.users,
    protected: machine.protected,
  };
}

/** Servers that were there before Davy may carry anything, or nothing. */
function slotOf(tag: string | undefined): number {
  return /^\d{1,6}$/.test(tag ?? '') ? Number(tag) : 0;
}

function stateOf(
  machine: Machine,
  target: Target | undefined,
  { healthy }: Probe,
  now: number,
): Server['state'] {
  if (isLeaving(machine)) return 'leaving';
  if (healthy) return 'ready';
  return target === undefined && now - machine.launchedAtMs < startMaxMs ? 'starting' : 'unhealthy';
}
