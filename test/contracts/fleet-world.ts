import { UpstreamError } from '../../src/ports/errors.ts';
import type { Fleet, Order } from '../../src/ports/fleet.ts';
import type { Build } from '../../src/release/state/build.ts';
import type { Server } from '../../src/release/state/servers.ts';
import type { Trouble } from '../support/troubled-way.ts';

/**
 * A fleet with everything around it that a law needs: users, hands that are not Davy's, trouble on
 * the way, and books that do not come from the fleet under test.
 */
export type FleetWorld = {
  readonly service: string;
  /** A release of this world's own: no other server bears its name. */
  readonly release: string;
  /** An order for that release, of a worker whom nobody has replaced yet. */
  readonly order: Order;
  readonly build: Build;
  /** Another build that can be launched until somebody takes its image away. */
  readonly spare: Build;
  /** The port as one replica of Davy holds it, and as another does. */
  readonly fleet: Fleet;
  readonly other: Fleet;
  /** An empty, closed, unprotected server of another service. */
  readonly foreign: { readonly service: string; readonly id: string };
  /** The parts of the outside that can fail each by itself, such as a host and a balancer. */
  readonly parts: readonly string[];

  /** The world's clock (ms), and waiting until something is so. */
  now(): number;
  until(what: string, ask: () => Promise<boolean>): Promise<void>;
  /** The next call that changes something happens, and its answer is lost; or no longer so. */
  loseAnswer(on: boolean): void;
  trouble(part: string, what: Trouble | null): void;

  /** From the provider's own book: servers ever started for the release, and calls it answered. */
  started(): Promise<number>;
  calls(): number;
  /** How many calls were made that would change something there. */
  changes(): number;
  isRunning(id: string): Promise<boolean>;
  /** From the balancer's own book. */
  usersOn(id: string): Promise<number>;
  /** So many new users come through the front door, and stay. */
  come(users: number): Promise<void>;
  /** How often somebody was handed over to another server, and how many were cut off. */
  moved(): Promise<number>;
  cut(): Promise<number>;

  /** Somebody who is not Davy: takes a server away, shuts one to new users, removes an image. */
  takeAway(id: string): Promise<void>;
  shut(id: string): Promise<void>;
  removeImage(image: string): Promise<void>;
  /** An image of the service with these tags, and how far it is; missing where none have tags. */
  readonly makeImage?: (
    tags: Readonly<Record<string, string>>,
    state: 'available' | 'pending' | 'failed',
  ) => Promise<string>;
  close(): Promise<void>;
};

/** One kind of fleet, ready to make worlds of. */
export type FleetStore = {
  readonly open: () => Promise<FleetWorld>;
  readonly stop: () => Promise<void>;
};

/** Starts servers in slots 0, 1 … of the world's release and waits until they are ready. */
export async function launched(world: FleetWorld, count = 1): Promise<readonly string[]> {
  await world.fleet.launch(world.order, wantedOf(world, count));
  await world.until(
    `${count} servers are ready`,
    async () => (await readyOf(world)).length === count,
  );
  return (await mineOf(world)).toSorted((a, b) => a.slot - b.slot).map(({ id }) => id);
}

/** What `launched` orders. */
export function wantedOf({ build }: FleetWorld, count = 1) {
  return { build, orders: [{ base: 0, n: count, attempt: 0 }], spares: [] };
}

/** An order that stands, of the first worker who gives any for this release. */
export function orderFor(service: string, release: string): Order {
  return { service, release, turn: 1, fence: 1, stillMine: async () => undefined };
}

/** The servers of the world's release, as the fleet shows them now. */
export async function mineOf({ fleet, service, release }: FleetWorld): Promise<readonly Server[]> {
  return (await fleet.observe(service)).servers.filter((server) => server.release === release);
}

async function readyOf(world: FleetWorld): Promise<readonly Server[]> {
  return (await mineOf(world)).filter(({ state }) => state === 'ready');
}

/** One server as the fleet shows it now. */
export async function shown({ fleet, service }: FleetWorld, id: string): Promise<Server | null> {
  return (await fleet.observe(service)).servers.find((server) => server.id === id) ?? null;
}

/** The same fleet, with something done around each call that changes the world. */
export function aroundChanges(
  fleet: Fleet,
  around: (call: (fleet: Fleet) => Promise<void>) => Promise<void>,
): Fleet {
  return {
    ...fleet,
    launch: (order, wanted) => around((to) => to.launch(order, wanted)),
    prepare: (order, wanted) => around((to) => to.prepare(order, wanted)),
    admit: (order, ids) => around((to) => to.admit(order, ids)),
    close: (order, ids) => around((to) => to.close(order, ids)),
    migrate: (order, moves) => around((to) => to.migrate(order, moves)),
    steer: (order, shares) => around((to) => to.steer(order, shares)),
    protect: (order, ids, on) => around((to) => to.protect(order, ids, on)),
    retire: (order, ids, how) => around((to) => to.retire(order, ids, how)),
    swap: (order, wanted) => around((to) => to.swap(order, wanted)),
  };
}

/** The same fleet, given orders whose fence is so much newer. */
function fenced(fleet: Fleet, more: number): Fleet {
  const as = (order: Order): Order => ({ ...order, fence: order.fence + more });
  return {
    ...fleet,
    launch: (order, wanted) => fleet.launch(as(order), wanted),
    prepare: (order, wanted) => fleet.prepare(as(order), wanted),
    admit: (order, ids) => fleet.admit(as(order), ids),
    close: (order, ids) => fleet.close(as(order), ids),
    migrate: (order, moves) => fleet.migrate(as(order), moves),
    steer: (order, shares) => fleet.steer(as(order), shares),
    protect: (order, ids, on) => fleet.protect(as(order), ids, on),
    retire: (order, ids, how) => fleet.retire(as(order), ids, how),
    swap: (order, wanted) => fleet.swap(as(order), wanted),
  };
}

type Doors = Pick<FleetWorld, 'fleet' | 'other' | 'loseAnswer'>;

/**
 * How the calls of a law are made: as they are, repeated by another replica because the answer was
 * lost, by two replicas at the same time, or each once more when the next is done, by a replica
 * that was replaced.
 */
export const manners = {
  once: <World extends Doors>(world: World): World => world,
  'its answer lost': <World extends Doors>(world: World): World => ({
    ...world,
    fleet: aroundChanges(world.fleet, async (call) => {
      world.loseAnswer(true);
      try {
        await call(world.fleet);
      } catch (cause) {
        world.loseAnswer(false);
        if (!(cause instanceof UpstreamError && cause.unknown)) throw cause;
        await call(world.other);
      } finally {
        world.loseAnswer(false);
      }
    }),
  }),
  'twice at once': <World extends Doors>(world: World): World => ({
    ...world,
    fleet: aroundChanges(world.fleet, async (call) => {
      const both = [call(world.fleet), call(world.other)];
      await Promise.allSettled(both);
      await Promise.all(both);
    }),
  }),
  'late, after another fence': <World extends Doors>(world: World): World => {
    let more = 0;
    let before: ((fleet: Fleet) => Promise<void>) | null = null;
    return {
      ...world,
      other: aroundChanges(world.other, (call) => call(fenced(world.other, (more += 1)))),
      fleet: aroundChanges(world.fleet, async (call) => {
        more += 1;
        await call(fenced(world.fleet, more));
        const late = before;
        before = call;
        await late?.(fenced(world.other, more - 1)).catch((cause: unknown) => {
          if (!(cause instanceof UpstreamError)) throw cause;
        });
      }),
    };
  },
} as const;
export type Manner = keyof typeof manners;
