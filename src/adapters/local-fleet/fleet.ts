import type { Fleet } from '../../ports/fleet.ts';
import { hostOf, type Machine } from './host.ts';
import { probe } from './probe.ts';
import { balancerOf } from './balancer.ts';
import { asServer } from './server.ts';
import { drain } from './drain.ts';

/**
 * Where the process host and the balancer's admin door are. `now` is real time: machines know no
 * other.
 */
export type LocalFleetOptions = {
  readonly host: string;
  readonly balancer: string;
  readonly fetch: typeof fetch;
  readonly now: () => number;
};

/** Real processes on this machine, behind a sticky balancer. */
export function localFleet(options: LocalFleetOptions): Fleet {
  const host = hostOf(options);
  const balancer = balancerOf(options);
  const named = async (service: string, ids: readonly string[]): Promise<readonly Machine[]> => {
    const machines = await host.list(service);
    return ids.map((id) => machines.find((machine) => machine.id === id) ?? host.missing(id));
  };
  return {
    async observe(service) {
      const [machines, targets] = await Promise.all([host.list(service), balancer.list()]);
      return Promise.all(
        machines.map(async (machine) =>
          asServer(
            machine,
            targets.get(machine.id),
            await probe(options.fetch, machine),
            options.now(),
          ),
        ),
      );
    },
    launch: ({ service, release, build, slots }) =>
      inTurn(slots, (slot) =>
        host.launch({
          token: `${release}.${slot}.${build.image}`,
          service,
          image: build.image,
          protected: true,
          tags: { service, release, slot: String(slot), version: build.version },
        }),
      ),
    admit: async (service, ids) =>
      inTurn(await named(service, ids), (machine) =>
        balancer.put(machine.id, host.addressOf(machine), true),
      ),
    async close(_service, ids) {
      const targets = await balancer.list();
      await inTurn(
        ids.flatMap((id) => targets.get(id) ?? []),
        ({ id, address }) => balancer.put(id, address, false),
      );
    },
    async migrate(service, moves) {
      const machines = await named(
        service,
        moves.map((move) => move.id),
      );
      await all(
        moves.map((move, i) =>
          drain(options.fetch, machines[i] ?? host.missing(move.id), move.keep),
        ),
      );
    },
    protect: (_service, ids, on) => inTurn(ids, (id) => host.protect(id, on)),
    retire: async (service, ids) =>
      inTurn(await named(service, ids), async (machine) => {
        // Out of the balancer only if the host will really let it go.
        host.refuseProtected(machine);
        await balancer.remove(machine.id);
        await host.terminate(machine.id);
      }),
    findImage: (_service, image) => host.hasImage(image),
  };
}

/** One after the other, so that a host in trouble is not pressed harder. */
async function inTurn<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  for (const item of items) await act(item);
}

/** Lets each have its try; the first that failed is told. */
async function all(deeds: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(deeds);
  await Promise.all(deeds);
}
