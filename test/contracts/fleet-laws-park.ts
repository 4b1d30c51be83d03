import { expect } from 'vitest';
import { NoCapacity, Superseded, type UpstreamError } from '../../src/ports/errors.ts';
import { refused } from './contract.ts';
import { type FleetWorld, mineOf, orderFor, shown, wantedOf } from './fleet-world.ts';

/**
 * A fleet whose servers come up bare and whose empty ones are kept, with everything a law needs
 * around it.
 */
export type ParkWorld = FleetWorld & {
  /** Two servers that are stopped and nobody's. */
  readonly spares: readonly string[];
  /** There is no room for new servers now, or spares do not start; or no longer so. */
  readonly full: (what: 'order' | 'spare' | null) => void;
  /** Configurations that end from now on fail; or no longer so. */
  readonly breakConfiguration: (on: boolean) => void;
  /** How often the configuration of a server was begun. */
  readonly configured: (id: string) => Promise<number>;
  /** The list leaves a server out from now on. */
  readonly hide: (id: string) => void;
};

/** L4: A server comes up bare, and nobody reaches it before it is configured. */
export async function unreachedBeforePrepared(world: ParkWorld): Promise<void> {
  const { fleet, order } = world;
  const [first = '', second = ''] = await bare(world, 2);
  await prepared(world, [first]);
  await fleet.admit(order, [first]);
  // Whether a fleet refuses it or not: nobody is sent there.
  await fleet.admit(order, [second]).catch(() => undefined);
  await world.come(6);
  expect([await world.usersOn(first), await world.usersOn(second)]).toEqual([6, 0]);
  await prepared(world, [second]);
  await fleet.admit(order, [second]);
  await world.come(6);
  expect(await world.usersOn(second)).toBeGreaterThan(0);
}

/** A bare server that is configured is starting at the next look, and configured once. */
export async function preparedOnce(world: ParkWorld): Promise<void> {
  const { fleet, order, build } = world;
  const [id = ''] = await bare(world, 1);
  await fleet.prepare(order, { build, ids: [id] });
  expect((await shown(world, id))?.state).toBe('starting');
  await fleet.prepare(order, { build, ids: [id] });
  await until(world, id, 'ready');
  await fleet.prepare(order, { build, ids: [id] });
  expect([(await shown(world, id))?.state, await world.configured(id)]).toEqual(['ready', 1]);
}

/** One whose configuration failed is unhealthy, and stays so. */
export async function failedIsUnhealthy(world: ParkWorld): Promise<void> {
  const [id = ''] = await bare(world, 1);
  world.breakConfiguration(true);
  await world.fleet.prepare(world.order, { build: world.build, ids: [id] });
  await until(world, id, 'unhealthy');
  expect((await shown(world, id))?.admits).toBe(false);
}

/** L1 and L3: A spare takes its slot once, and bears its names as soon as it is no spare. */
export async function spareTakesItsSlot(world: ParkWorld): Promise<void> {
  const { fleet, build, release, spares } = world;
  expect(await shown(world, spares[0] ?? '')).toMatchObject({ state: 'spare', release: '' });
  await fleet.launch(world.order, taking(world, 0));
  await fleet.launch(world.order, taking(world, 0));
  const names = { version: build.version, release, slot: 0, protected: true, joined: false };
  expect(await shown(world, spares[0] ?? '')).toMatchObject({ state: 'starting', ...names });
  await until(world, spares[0] ?? '', 'bare');
  expect([(await mineOf(world)).length, await world.started()]).toEqual([1, 1]);
}

/** No spare is in two hands: one that is not free stays whose it is, and that is said. */
export async function neverInTwoHands(world: ParkWorld): Promise<void> {
  const { fleet, service, spares } = world;
  await fleet.launch(world.order, taking(world, 0));
  const another = orderFor(service, 'rel_2');
  const fault = await refused(fleet.launch(another, taking(world, 0)));
  expect(refusedSpares(fault)).toEqual([spares[0]]);
  expect(await shown(world, spares[0] ?? '')).toMatchObject({ release: world.release });
}

/** What is refused for certain is named, the rest is begun; a later try gets what is missing. */
export async function refusedByName(world: ParkWorld): Promise<void> {
  const { fleet, order, build, spares } = world;
  const [spare = ''] = spares;
  const wanted = {
    build,
    orders: [{ base: 0, n: 2, attempt: 0 }],
    spares: [{ slot: 2, id: spare }],
  };
  world.full('order');
  const fault = await refused(fleet.launch(order, wanted));
  expect(fault).toBeInstanceOf(NoCapacity);
  expect(fault).toMatchObject({ refused: { orders: [{ base: 0, attempt: 0 }], spares: [] } });
  expect(fault).toMatchObject({ unknown: false, refused: { said: expect.stringMatching(/\w/) } });
  world.full(null);
  await fleet.launch(order, { build, orders: [{ base: 0, n: 2, attempt: 1 }], spares: [] });
  await world.until('all three are there', async () => (await mineOf(world)).length === 3);
  expect(await world.started()).toBe(3);
}

/** A spare that does not start is named, and is free again. */
export async function deadSpareIsNamed(world: ParkWorld): Promise<void> {
  const { fleet, spares } = world;
  world.full('spare');
  const fault = await refused(fleet.launch(world.order, taking(world, 0)));
  expect(refusedSpares(fault)).toEqual([spares[0]]);
  expect(await shown(world, spares[0] ?? '')).toMatchObject({ state: 'spare', release: '' });
}

/** A lost answer is never told as a refusal: it may have happened. */
export async function lostIsNotRefused(world: ParkWorld): Promise<void> {
  world.full('order');
  world.loseAnswer(true);
  const fault = await refused(world.fleet.launch(world.order, wantedOf(world, 1)));
  world.loseAnswer(false);
  expect([fault.unknown, fault instanceof NoCapacity]).toEqual([true, false]);
}

/** L8: What must not be destroyed is not stopped either. */
export async function whatMustStayIsNotParked(world: ParkWorld): Promise<void> {
  const { fleet, order, foreign } = world;
  const [serves = '', guarded = ''] = await bare(world, 2);
  await prepared(world, [serves, guarded]);
  await fleet.admit(order, [serves]);
  await fleet.protect(order, [serves], false);
  await refused(fleet.retire(order, [serves], 'park'));
  await refused(fleet.retire(order, [guarded], 'park'));
  await refused(fleet.retire(order, [foreign.id], 'park'));
  const stay = [serves, guarded, foreign.id].map((id) => world.isRunning(id));
  expect(await Promise.all(stay)).toEqual([true, true, true]);
}

/** An empty server is stopped, is nobody's, and can be taken by another release. */
export async function parkedIsASpare(world: ParkWorld): Promise<void> {
  const { fleet, service, build } = world;
  const id = await parkedServer(world);
  const another = { ...world, order: orderFor(service, 'rel_2') };
  await another.fleet.launch(another.order, { build, orders: [], spares: [{ slot: 0, id }] });
  expect(await shown(world, id)).toMatchObject({ release: 'rel_2', slot: 0, protected: true });
  // Its first release comes late, and does not get it any more.
  await refused(fleet.retire(world.order, [id], 'park'));
  await refused(fleet.retire(world.order, [id], 'destroy'));
  expect(await shown(world, id)).toMatchObject({ release: 'rel_2' });
  expect((await shown(world, id))?.state).not.toBe('leaving');
}

/** L13: What no look shows is found; what is a spare, or nobody's, is not looked for. */
export async function hiddenIsFound(world: ParkWorld): Promise<void> {
  const { fleet, service, release } = world;
  const [hidden = ''] = await bare(world, 1);
  world.hide(hidden);
  expect(await shown(world, hidden)).toBe(null);
  const found = await fleet.strays(service);
  expect(found.map(({ id }) => id)).toEqual([hidden]);
  expect(found).toMatchObject([{ release, version: world.build.version, kind: 'server' }]);
}

/** L11: Who was replaced configures and starts nothing any more. */
export async function anOlderFencePreparesNothing(world: ParkWorld): Promise<void> {
  const { fleet, build, spares } = world;
  const [id = ''] = await bare(world, 1);
  await fleet.protect({ ...world.order, fence: 7 }, [id], true);
  const old = { ...world.order, fence: 6 };
  await fleet.prepare(old, { build, ids: [id] }).catch(() => undefined);
  await fleet.launch(old, taking(world, 3)).catch(() => undefined);
  expect([(await shown(world, id))?.state, await world.configured(id)]).toEqual(['bare', 0]);
  expect((await shown(world, spares[0] ?? ''))?.state).toBe('spare');
}

/** An order that was superseded configures nothing. */
export async function supersededPreparesNothing(world: ParkWorld): Promise<void> {
  const { fleet, order, build } = world;
  const ids = await bare(world, 2);
  let left = 1;
  const stillMine = async () => {
    left -= 1;
    if (left < 0) throw new Superseded('something was decided since');
  };
  await fleet.prepare({ ...order, stillMine }, { build, ids }).catch(() => undefined);
  const begun = await Promise.all(ids.map((id) => world.configured(id)));
  expect(begun.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(1);
}

/** A spare, as an order names it. */
function taking({ build, spares: [id = ''] }: ParkWorld, slot: number) {
  return { build, orders: [], spares: [{ slot, id }] };
}

function refusedSpares(fault: UpstreamError): readonly string[] {
  return fault instanceof NoCapacity ? fault.refused.spares : [];
}

/** Starts servers and waits until they are up, and bare. */
async function bare(world: ParkWorld, count: number): Promise<readonly string[]> {
  await world.fleet.launch(world.order, wantedOf(world, count));
  await world.until('all are bare', async () => {
    const mine = await mineOf(world);
    return mine.filter(({ state }) => state === 'bare').length === count;
  });
  return (await mineOf(world)).toSorted((a, b) => a.slot - b.slot).map(({ id }) => id);
}

async function prepared(world: ParkWorld, ids: readonly string[]): Promise<void> {
  await world.fleet.prepare(world.order, { build: world.build, ids });
  for (const id of ids) await until(world, id, 'ready');
}

async function parkedServer(world: ParkWorld): Promise<string> {
  const { fleet, order } = world;
  const [id = ''] = await bare(world, 1);
  await prepared(world, [id]);
  await fleet.protect(order, [id], false);
  await fleet.retire(order, [id], 'park');
  await until(world, id, 'spare');
  expect(await shown(world, id)).toMatchObject({ release: '', joined: false, admits: false });
  expect(await world.isRunning(id)).toBe(false);
  return id;
}

async function until(world: ParkWorld, id: string, state: string): Promise<void> {
  await world.until(`${id} is ${state}`, async () => (await shown(world, id))?.state === state);
}
