import { expect } from 'vitest';
import { refused } from './contract.ts';
import { type FleetWorld, launched, mineOf, wantedOf, shown } from './fleet-world.ts';

/** L1: A slot that is ordered again is the server that is there, also once it is ready. */
export async function oneServerForASlot(world: FleetWorld): Promise<void> {
  await world.fleet.launch(world.order, wantedOf(world, 2));
  await world.fleet.launch(world.order, wantedOf(world, 2));
  await launched(world, 2);
  await world.other.launch(world.order, wantedOf(world, 1));
  expect(await world.started()).toBe(2);
  expect((await mineOf(world)).map(({ slot }) => slot).toSorted((a, b) => a - b)).toEqual([0, 1]);
}

/** L2: A slot that was ordered is never ordered anew, whatever became of its server. */
export async function neverOrderedAnew(world: FleetWorld): Promise<void> {
  const { fleet, order, build, spare } = world;
  const [, id = ''] = await launched(world, 2);
  await world.takeAway(id);
  await fleet.launch(order, wantedOf(world, 2));
  await fleet.launch(order, {
    build,
    orders: [
      { base: 0, n: 2, attempt: 0 },
      { base: 2, n: 1, attempt: 0 },
    ],
    spares: [],
  });
  expect(await world.started()).toBe(3);
  await refused(fleet.launch(order, { ...wantedOf(world), build: spare }));
  expect(await world.started()).toBe(3);
  // What is not shown yet would come up in whatever is tried next.
  await world.until('all are shown', async () =>
    (await mineOf(world)).some(({ slot }) => slot === 2),
  );
}

/** L3: A server bears its version, release and slot from the first look that shows it. */
export async function shownWithItsNames(world: FleetWorld): Promise<void> {
  const { fleet, service, release, build } = world;
  const before = new Set((await fleet.observe(service)).servers.map(({ id }) => id));
  await fleet.launch(world.order, wantedOf(world, 2));
  const seen = new Map<string, object>();
  await world.until('both are shown', async () => {
    for (const { id, version, release, slot } of (await fleet.observe(service)).servers)
      if (!before.has(id) && !seen.has(id)) seen.set(id, { version, release, slot });
    return seen.size >= 2;
  });
  const whole = [0, 1].map((slot) => ({ version: build.version, release, slot }));
  expect([...seen.values()]).toEqual(expect.arrayContaining(whole));
  expect(seen.size).toBe(2);
}

/** L9: A server that somebody took away is not shown as alive by the next look. */
export async function goneWithinOneLook(world: FleetWorld): Promise<void> {
  const [id = '', stays = ''] = await launched(world, 2);
  expect(await shown(world, id)).toMatchObject({ state: 'ready' });
  await world.takeAway(id);
  expect((await shown(world, id))?.state ?? 'leaving').toBe('leaving');
  expect(await shown(world, stays)).toMatchObject({ state: 'ready' });
}

/** L9: Nothing is started in its place, not even by the same order come late. */
export async function notFoughtFor(world: FleetWorld): Promise<void> {
  const [id = ''] = await launched(world, 2);
  await world.takeAway(id);
  for (let looks = 0; looks < 3; looks += 1) await mineOf(world);
  await world.fleet.launch(world.order, wantedOf(world, 2));
  await mineOf(world);
  expect(await world.started()).toBe(2);
}

/** L14: An image is found only while it can be launched. */
export async function foundWhileLaunchable(world: FleetWorld): Promise<void> {
  const { fleet, service, build, spare } = world;
  expect(await fleet.imageState(service, 'img-nobody-made')).toBe('gone');
  expect(await fleet.imageState(service, build.image)).toBe('ready');
  expect(await fleet.imageState(service, spare.image)).toBe('ready');
  await world.removeImage(spare.image);
  expect(await fleet.imageState(service, spare.image)).toBe('gone');
  await refused(fleet.launch(world.order, { ...wantedOf(world), build: spare }));
  expect(await world.started()).toBe(0);
}

/** L13: Everything of Davy's that was not retired is found, by its names; nothing else is. */
export async function straysAreFound(world: FleetWorld): Promise<void> {
  const { fleet, service, release, build } = world;
  const [stays = '', goes = ''] = await launched(world, 2);
  const mine = async () =>
    (await fleet.strays(service)).filter((stray) => stray.release === release);
  const found = await mine();
  expect(found.map(({ id }) => id).toSorted()).toEqual([stays, goes].toSorted());
  for (const stray of found)
    expect(stray).toMatchObject({ version: build.version, since: expect.any(Number) as number });
  await fleet.protect(world.order, [goes], false);
  await fleet.retire(world.order, [goes], 'destroy');
  expect((await mine()).map(({ id }) => id)).toEqual([stays]);
  expect((await fleet.strays(service)).every((stray) => stray.release !== '')).toBe(true);
}

/** A server is protected from its launch on; what was switched is what the next look shows. */
export async function protectionAsSwitched(world: FleetWorld): Promise<void> {
  const { fleet } = world;
  const [id = ''] = await launched(world);
  expect(await shown(world, id)).toMatchObject({ protected: true });
  for (const on of [false, false, true, true]) {
    await fleet.protect(world.order, [id], on);
    expect(await shown(world, id)).toMatchObject({ protected: on });
  }
}
