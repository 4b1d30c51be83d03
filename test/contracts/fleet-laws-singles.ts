import { expect } from 'vitest';
import { Superseded } from '../../src/ports/errors.ts';
import type { Fleet, Order } from '../../src/ports/fleet.ts';
import type { Build } from '../../src/release/state/build.ts';
import type { Single } from '../../src/release/state/single.ts';
import { refused } from './contract.ts';

/**
 * A fleet with one job that must never run twice, and what a law needs around it: the old build of
 * it runs on its one host.
 */
export type SinglesWorld = {
  readonly service: string;
  readonly order: Order;
  /** Of a release that came after it. */
  readonly later: Order;
  readonly fleet: Fleet;
  readonly other: Fleet;
  readonly loseAnswer: (on: boolean) => void;
  readonly name: string;
  readonly where: string;
  readonly old: Build;
  readonly fresh: Build;
  /** From the world's own journal: how many run, how many ran at most at once, and ever. */
  readonly alive: () => Promise<number>;
  readonly mostAlive: () => Promise<number>;
  readonly started: () => Promise<number>;
  /** Work ends, and what starts comes up. */
  readonly pass: () => Promise<void>;
  /** Its host is heard, or not; what runs there runs on. */
  readonly silence: (on: boolean) => Promise<void>;
  /** Its host goes down and comes up again, with what is meant to run there. */
  readonly kill: () => Promise<void>;
  /** What a fault of an adapter does behind the fleet's back. */
  readonly startBeside: (build: Build) => Promise<void>;
  readonly cutShort: () => Promise<void>;
};

/** L12: It is started only when its place said that nothing of it runs any more. */
export async function startedAfterItStopped(world: SinglesWorld): Promise<void> {
  const { fleet, order } = world;
  await refused(fleet.swap(order, to(world, 'running')));
  await fleet.swap(order, to(world, 'stopped'));
  expect(await world.alive()).toBe(1);
  await refused(fleet.swap(order, to(world, 'running')));
  await world.pass();
  await fleet.swap(order, to(world, 'running'));
  await world.pass();
  expect(await shown(world)).toMatchObject({ state: 'running', version: world.fresh.version });
  expect(await world.mostAlive()).toBe(1);
}

/** L12: Whoever is stopped finishes the work first, and is shown so until it has. */
export async function finishesItsWork(world: SinglesWorld): Promise<void> {
  await world.fleet.swap(world.order, to(world, 'stopped'));
  expect(await world.alive()).toBe(1);
  expect(await shown(world)).toMatchObject({ state: 'stopping', version: world.old.version });
  await world.pass();
  expect(await world.alive()).toBe(0);
  expect(await shown(world)).toMatchObject({ state: 'stopped' });
}

/** L12: Two never overlap when their host goes down, whenever it does. */
export async function neverTwoAfterAKill(world: SinglesWorld): Promise<void> {
  const { fleet, order } = world;
  await fleet.swap(order, to(world, 'stopped'));
  await world.kill();
  expect(await shown(world)).toMatchObject({ state: 'stopped' });
  await fleet.swap(order, to(world, 'running'));
  await world.kill();
  await world.pass();
  expect(await shown(world)).toMatchObject({ state: 'running', version: world.fresh.version });
  expect(await world.alive()).toBe(1);
  expect(await world.mostAlive()).toBe(1);
}

/** L12: One that was started twice is one, and is not begun anew. */
export async function startedTwiceIsOne(world: SinglesWorld): Promise<void> {
  await swapped(world);
  const before = await world.started();
  await world.fleet.swap(world.order, to(world, 'running'));
  await world.fleet.swap(world.order, to(world, 'running'));
  expect(await world.started()).toBe(before);
}

/** L12: Where nobody answers it may be anything, and nothing is started, here or elsewhere. */
export async function silentStartsNothing(world: SinglesWorld): Promise<void> {
  const { fleet, order } = world;
  await fleet.swap(order, to(world, 'stopped'));
  await world.pass();
  const before = await world.started();
  await world.silence(true);
  expect(await shown(world)).toMatchObject({ state: 'unknown' });
  await refused(fleet.swap(order, to(world, 'running')));
  await world.silence(false);
  expect(await shown(world)).toMatchObject({ state: 'stopped', where: world.where });
  expect(await world.started()).toBe(before);
}

/** L11: An older turn is refused whatever release gives it, and an older fence of the same one. */
export async function anOlderTurnSwapsNothing(world: SinglesWorld): Promise<void> {
  const { fleet, order, later } = world;
  await fleet.swap({ ...later, fence: 1 }, to(world, 'stopped'));
  await world.pass();
  await refused(fleet.swap({ ...order, fence: 99 }, to(world, 'running')));
  expect(await shown(world)).toMatchObject({ state: 'stopped' });
  await fleet.swap({ ...later, fence: 5 }, to(world, 'running'));
  await world.pass();
  await refused(fleet.swap({ ...later, fence: 4 }, to(world, 'stopped')));
  await world.pass();
  expect(await shown(world)).toMatchObject({ state: 'running' });
}

/** An order that was superseded meanwhile is not carried out. */
export async function supersededSwapsNothing(world: SinglesWorld): Promise<void> {
  const stillMine = async () => {
    throw new Superseded('something was decided since');
  };
  const late = world.fleet.swap({ ...world.order, stillMine }, to(world, 'stopped'));
  await expect(late).rejects.toBeInstanceOf(Superseded);
  await world.pass();
  expect(await shown(world)).toMatchObject({ state: 'running', version: world.old.version });
}

function to({ fresh, name }: SinglesWorld, state: 'stopped' | 'running') {
  return { build: fresh, single: name, to: state };
}

async function swapped(world: SinglesWorld): Promise<void> {
  await world.fleet.swap(world.order, to(world, 'stopped'));
  await world.pass();
  await world.fleet.swap(world.order, to(world, 'running'));
  await world.pass();
}

async function shown({ fleet, service, name }: SinglesWorld): Promise<Single | undefined> {
  const { singles } = await fleet.observe(service);
  expect(singles.filter((one) => one.name === name)).toHaveLength(1);
  return singles.find((one) => one.name === name);
}
