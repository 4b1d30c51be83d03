import type { Fleet, Order } from '../../src/ports/fleet.ts';
import type { Server } from '../../src/release/state/servers.ts';
import type { FleetWorld } from './fleet-world.ts';

/**
 * A fleet with one fault, made of a sound one: what a hurried adapter does. `breaks` is the one law
 * that must notice it; whoever adds a law adds its faulty fleet.
 */
export type FaultyFleet = {
  readonly breaks: string;
  readonly make: (sound: Fleet, world: FleetWorld) => Fleet;
};

/** The same fleet, shown in another way. */
export function showing(
  fleet: Fleet,
  show: (servers: readonly Server[]) => readonly Server[],
): Fleet {
  return {
    ...fleet,
    async observe(service) {
      const { servers, singles } = await fleet.observe(service);
      return { servers: show(servers), singles };
    },
  };
}

/** The same fleet, with another way to retire a server that is named alone. */
export function retiringAlone(
  fleet: Fleet,
  retire: (order: Order, id: string) => Promise<void>,
): Fleet {
  return {
    ...fleet,
    retire: (order, ids, how) =>
      ids.length === 1 && ids[0] !== undefined
        ? retire(order, ids[0])
        : fleet.retire(order, ids, how),
  };
}

/** Moves that leave nobody. */
export function noneOn(ids: readonly string[]) {
  return ids.map((id) => ({ id, keep: 0 }));
}
