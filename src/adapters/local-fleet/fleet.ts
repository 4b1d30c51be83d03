import { UpstreamError } from '../../ports/errors.ts';
import type { Fleet, Order } from '../../ports/fleet.ts';
import type { Sight } from '../../release/state/single.ts';
import { type Balancer, balancerOf } from './balancer.ts';
import { type Host, hostOf, isLeaving, type Machine, runningServer } from './host.ts';
import { inTurn } from './in-turn.ts';
import { launchOn, straysOf } from './launch.ts';
import { refuseToDestroy } from './refuse.ts';
import { asServer } from './server.ts';
import { shareOut, sightOf } from './traffic.ts';
import type { Moves } from '../../release/state/served.ts';
import { drain } from '../server/drain.ts';
import { probe } from '../server/probe.ts';
import { beginPortCall, type PortCall } from '../http/vendor-call.ts';

/**
 * Where the process host and the balancer's admin door are, and what the balancer moves. `now` is
 * real time: machines know no other.
 */
export type LocalFleetOptions = {
  readonly host: string;
  readonly balancer: string;
  readonly moves: Moves;
  readonly fetch: typeof fetch;
  readonly now: () => number;
};

/** What one call of the port reaches, and how it ends in time. */
type Reach = { readonly host: Host; readonly balancer: Balancer; readonly call: PortCall };
type Keeps = Parameters<Fleet['migrate']>[1];

/** Real processes on this machine, behind a balancer that keeps users or follows weights. */
export function localFleet(options: LocalFleetOptions): Fleet {
  const reach = (): Reach => {
    const call = beginPortCall(options.fetch);
    const { fetch } = call;
    return {
      host: hostOf({ ...options, fetch }),
      balancer: balancerOf({ ...options, fetch }),
      call,
    };
  };
  return {
    observe: (service) => observe(reach(), service, options),
    launch: (order, wanted) => launchOn(reach().host, order, wanted),
    prepare: async () => {
      throw new UpstreamError('The fleet', 'preparing servers: they come up configured');
    },
    admit: (order, ids) => admit(reach(), order, ids),
    close: (order, ids) => close(reach(), order, ids),
    migrate: (order, moves) => migrate(reach(), order, moves),
    steer: async (order, shares) => {
      if (options.moves === 'users')
        throw new UpstreamError('The fleet', 'steering traffic: its users are handed over');
      const { host, balancer } = reach();
      return shareOut(host, balancer, order, shares);
    },
    protect: async (order, ids, on) => {
      const { host } = reach();
      await host.obey(order);
      await inTurn(order, ids, (id) => host.protect(id, on));
    },
    retire: async (order, ids, how) => {
      if (how === 'park') throw new UpstreamError('The fleet', 'keeping spares: it has none');
      await retire(reach(), order, ids);
    },
    swap: async () => {
      throw new UpstreamError('The fleet', 'swapping a job: it runs servers alone');
    },
    imageState: async (_service, image) =>
      (await reach().host.hasImage(image)) ? 'ready' : 'gone',
    // Its images have no tags.
    findImages: async () => [],
    strays: async (service) => straysOf(await reach().host.list(service)),
  };
}

async function observe(
  { host, balancer, call }: Reach,
  service: string,
  { moves, now }: Pick<LocalFleetOptions, 'moves' | 'now'>,
): Promise<Sight> {
  const [machines, targets] = await Promise.all([host.list(service), balancer.list()]);
  const sight = sightOf(moves, [...targets.values()]);
  const probes = machines.map((machine) => probe(call.fetch, runningServer(machine)));
  const said = await Promise.all(probes);
  // A probe that the end of the call cut short says nothing about its server.
  if (call.isOver())
    throw new UpstreamError('The fleet', `looking at ${service}: the servers took too long`);
  const servers = machines.flatMap((machine, i) => {
    const one = said[i];
    return one
      ? [asServer(machine, targets.get(machine.id), { ...one, ...sight(machine.id, one) }, now())]
      : [];
  });
  return { servers, singles: [] };
}

async function admit(
  { host, balancer }: Reach,
  order: Order,
  ids: readonly string[],
): Promise<void> {
  const [machines] = await Promise.all([named(host, order.service, ids), host.obey(order)]);
  // An order that comes late opens no server that is on its way out.
  const staying = machines.filter((machine) => !isLeaving(machine));
  await inTurn(order, staying, (machine) =>
    balancer.put(machine.id, host.addressOf(machine), true),
  );
}

async function close(
  { host, balancer }: Reach,
  order: Order,
  ids: readonly string[],
): Promise<void> {
  const [targets] = await Promise.all([balancer.list(), host.obey(order)]);
  const known = ids.flatMap((id) => targets.get(id) ?? []);
  await inTurn(order, known, ({ id, address }) => balancer.put(id, address, false));
}

async function migrate({ host, call }: Reach, order: Order, moves: Keeps): Promise<void> {
  const ids = moves.map(({ id }) => id);
  const [machines] = await Promise.all([named(host, order.service, ids), host.obey(order)]);
  await all(
    moves.map(async ({ id, keep }, i) => {
      const server = runningServer(machines[i] ?? host.missing(id));
      await order.stillMine();
      await drain(call.fetch, server, keep);
    }),
  );
}

/** All are looked at before any goes: a call that names one that must stay destroys none. */
async function retire(
  { host, balancer, call }: Reach,
  order: Order,
  ids: readonly string[],
): Promise<void> {
  const [machines, targets] = await Promise.all([
    named(host, order.service, ids),
    balancer.list(),
    host.obey(order),
  ]);
  await all(
    machines.map((machine) => refuseToDestroy(call.fetch, machine, targets.get(machine.id))),
  );
  await inTurn(order, machines, async (machine) => {
    await balancer.remove(machine.id);
    if (isLeaving(machine)) return;
    await order.stillMine();
    await host.terminate(machine.id);
  });
}

async function named(
  host: Host,
  service: string,
  ids: readonly string[],
): Promise<readonly Machine[]> {
  const machines = await host.list(service);
  return ids.map((id) => machines.find((machine) => machine.id === id) ?? host.missing(id));
}

/** Lets each have its try; the first that failed is told. */
async function all(deeds: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(deeds);
  await Promise.all(deeds);
}
