import { expect } from 'vitest';
import { Superseded } from '../../src/ports/errors.ts';
import type { Fleet, Order } from '../../src/ports/fleet.ts';
import { showsWhole } from '../../src/release/servers/shares.ts';
import { shareOn } from '../../src/release/state/servers.ts';
import { refused } from './contract.ts';

/**
 * A fleet whose traffic is steered, with everything a law needs around it. Its old servers are
 * open and get everything; its new ones, and one of its release that runs the old version, are
 * ready and shut.
 */
export type TrafficWorld = {
  readonly service: string;
  readonly order: Order;
  readonly fleet: Fleet;
  readonly other: Fleet;
  readonly loseAnswer: (on: boolean) => void;
  readonly changes: () => number;
  readonly old: readonly string[];
  readonly fresh: readonly string[];
  readonly again: readonly string[];
  /** What runs on the new servers, and on all others. */
  readonly versions: { readonly fresh: string; readonly old: string };
  /** So many requests are enough to measure a share by. */
  readonly many: number;
  /** So many new requests come through the front door; how many each server took. */
  readonly ask: (requests: number) => Promise<ReadonlyMap<string, number>>;
  /** Requests that last begin on a server, and how many of them are there still. */
  readonly begin: (id: string, requests: number) => Promise<void>;
  readonly underWay: (id: string) => Promise<number>;
  readonly close: () => Promise<void>;
};

/** One kind of fleet, ready to make worlds of. */
export type TrafficStore = {
  readonly open: () => Promise<TrafficWorld>;
  readonly stop: () => Promise<void>;
};

/** So far a measured share may lie beside the one steered (0 to 1). */
const points = 0.03;

/** L6: What was steered is what the next look shows, and each server has an even part of it. */
export async function steeredIsReadBack(world: TrafficWorld): Promise<void> {
  const { fleet, order, old, fresh } = world;
  await fleet.admit(order, fresh);
  for (const share of [0.1, 0.5, 1, 0.25, 0]) {
    await fleet.steer(order, split(world, share));
    const shown = await sharesShown(world);
    for (const id of fresh) expect(shown.get(id)).toBeCloseTo(share / 2, 2);
    for (const id of old) expect(shown.get(id)).toBeCloseTo((1 - share) / 2, 2);
  }
}

/** L6: Shares are shown as they are: those of all servers are a whole, however they are split. */
export async function shownIsAWhole(world: TrafficWorld): Promise<void> {
  const { fleet, order, fresh } = world;
  await fleet.admit(order, fresh);
  for (const share of [1 / 3, 0.25, 0.1, 2 / 7, 1]) {
    await fleet.steer(order, split(world, share));
    const { servers } = await fleet.observe(world.service);
    expect(Math.abs((shareOn(servers) ?? 0) - 1)).toBeLessThanOrEqual(0.005);
    expect(showsWhole(servers)).toBe(true);
  }
}

/** L6: What was steered is what happens at the front door. */
export async function steeredIsMeasured(world: TrafficWorld): Promise<void> {
  const { fleet, order, fresh } = world;
  await fleet.admit(order, fresh);
  for (const share of [0.1, 0.5, 1, 0]) {
    await fleet.steer(order, split(world, share));
    expect(Math.abs((await measured(world, fresh)) - share)).toBeLessThanOrEqual(points);
  }
}

/** L6: A split that is not all of the traffic, or more, is refused and changes nothing. */
export async function onlyAWholeIsSplit(world: TrafficWorld): Promise<void> {
  const { fleet, order, fresh } = world;
  await fleet.admit(order, fresh);
  await fleet.steer(order, split(world, 0.25));
  const [mine, rest] = split(world, 0);
  const wrong = [
    [0.5, 0.4],
    [0.6, 0.6],
    [1.2, -0.2],
  ] as const;
  for (const [a, b] of wrong)
    await refused(
      fleet.steer(order, [
        { ...mine, share: a },
        { ...rest, share: b },
      ]),
    );
  expect(Math.abs((await measured(world, fresh)) - 0.25)).toBeLessThanOrEqual(points);
}

/** L6: A share names a version of a release: what else that release has gets none of it. */
export async function namedByVersion(world: TrafficWorld): Promise<void> {
  const { fleet, order, fresh, again } = world;
  await fleet.admit(order, [...fresh, ...again]);
  await fleet.steer(order, split(world, 0.5));
  expect([await measured(world, again), Math.round(10 * (await measured(world, fresh)))]).toEqual([
    0, 5,
  ]);
  const { release } = order;
  await fleet.steer(order, [
    { release, version: world.versions.fresh, share: 0 },
    { release, version: world.versions.old, share: 1 },
  ]);
  expect([await measured(world, again), await measured(world, fresh)]).toEqual([1, 0]);
}

/** L6: Traffic is sent to nobody who is shut. */
export async function nobodyShutIsSteeredTo(world: TrafficWorld): Promise<void> {
  await refused(world.fleet.steer(world.order, split(world, 0.5)));
  expect(await measured(world, world.old)).toBe(1);
}

/** L4: A server that is opened gets nothing before somebody steers it there. */
export async function openedGetsNothingYet(world: TrafficWorld): Promise<void> {
  await world.fleet.admit(world.order, world.fresh);
  expect(await measured(world, world.fresh)).toBe(0);
}

/** L5: Steering away cuts no request that is under way. */
export async function steeringCutsNobody(world: TrafficWorld): Promise<void> {
  const { fleet, order, old, fresh } = world;
  const [id = ''] = old;
  await world.begin(id, 7);
  await fleet.admit(order, fresh);
  await fleet.steer(order, split(world, 1));
  await fleet.close(order, old);
  expect([await world.underWay(id), await measured(world, old)]).toEqual([7, 0]);
}

/** L11: Who was replaced steers nothing any more. */
export async function anOlderFenceSteersNothing(world: TrafficWorld): Promise<void> {
  const { fleet, order, fresh } = world;
  await fleet.admit({ ...order, fence: order.fence + 2 }, fresh);
  await fleet.steer({ ...order, fence: order.fence + 2 }, split(world, 0.5));
  await fleet.steer({ ...order, fence: order.fence + 1 }, split(world, 1)).catch(() => undefined);
  expect(Math.abs((await measured(world, fresh)) - 0.5)).toBeLessThanOrEqual(points);
}

/** An order that was superseded steers nothing. */
export async function supersededSteersNothing(world: TrafficWorld): Promise<void> {
  const { fleet, order, fresh } = world;
  await fleet.admit(order, fresh);
  await fleet.steer(order, split(world, 0.25));
  const stillMine = async () => {
    throw new Superseded('something was decided since');
  };
  const before = world.changes();
  await fleet.steer({ ...order, stillMine }, split(world, 1)).catch(() => undefined);
  expect(world.changes() - before).toBe(0);
  expect(Math.abs((await measured(world, fresh)) - 0.25)).toBeLessThanOrEqual(points);
}

function split({ order, versions }: TrafficWorld, share: number): readonly [Part, Part] {
  return [
    { release: order.release, version: versions.fresh, share },
    { release: '', version: versions.old, share: 1 - share },
  ];
}

type Part = { readonly release: string; readonly version: string; readonly share: number };

async function measured({ ask, many }: TrafficWorld, ids: readonly string[]): Promise<number> {
  const took = await ask(many);
  return ids.reduce((sum, id) => sum + (took.get(id) ?? 0), 0) / many;
}

async function sharesShown({
  fleet,
  service,
}: TrafficWorld): Promise<ReadonlyMap<string, number | null>> {
  return new Map((await fleet.observe(service)).servers.map(({ id, share }) => [id, share]));
}
