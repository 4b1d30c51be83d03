import { expect } from 'vitest';
import { UpstreamError } from '../../src/ports/errors.ts';
import { refused } from './contract.ts';
import { type FleetWorld, launched, mineOf, shown } from './fleet-world.ts';

/** A fleet of several parts, each of which knows some of its servers and can fall silent alone. */
export type SilentWorld = FleetWorld & {
  /** The part that knows of this server does not answer, or does again. */
  readonly silence: (id: string, on: boolean) => void;
};

/** L10: What nobody can say anything of is unknown: not ill, not gone, and no other's fault. */
export async function silentIsUnknown(world: SilentWorld): Promise<void> {
  const { build, release } = world;
  const [silent = '', other = ''] = await launched(world, 2);
  const before = await shown(world, silent);
  world.silence(silent, true);
  for (let looks = 0; looks < 3; looks += 1) {
    const names = { version: build.version, release, slot: before?.slot };
    expect(await shown(world, silent)).toMatchObject({ ...names, state: 'unknown' });
    expect(await shown(world, other)).toMatchObject({ state: 'ready' });
  }
  world.silence(silent, false);
  expect(await shown(world, silent)).toEqual(before);
}

/** L10: A call to a part that does not answer is not taken for done, and destroys nothing. */
export async function silentIsNotDone(world: SilentWorld): Promise<void> {
  const { fleet, order } = world;
  const [id = ''] = await launched(world, 2);
  await fleet.protect(order, [id], false);
  world.silence(id, true);
  for (const call of [
    () => fleet.admit(order, [id]),
    () => fleet.protect(order, [id], true),
    () => fleet.retire(order, [id], 'destroy'),
  ])
    await refused(call());
  world.silence(id, false);
  const asItWas = { state: 'ready', joined: false, admits: false, protected: false };
  expect(await shown(world, id)).toMatchObject(asItWas);
  expect(await world.isRunning(id)).toBe(true);
}

/** The calls to servers that answer go on, whatever else does not. */
export async function othersGoOn(world: SilentWorld): Promise<void> {
  const { fleet, order } = world;
  const [silent = '', other = ''] = await launched(world, 2);
  await fleet.admit(order, [silent, other]);
  world.silence(silent, true);
  await fleet.close(order, [other]);
  expect(await shown(world, other)).toMatchObject({ admits: false });
  await fleet.protect(order, [other], false);
  await fleet.retire(order, [other], 'destroy');
  expect(await world.isRunning(other)).toBe(false);
  expect(await world.isRunning(silent)).toBe(true);
}

/** L13: What does not answer costs money all the same, and is found. */
export async function silentIsFound(world: SilentWorld): Promise<void> {
  const { fleet, service, release } = world;
  const [id = ''] = await launched(world);
  world.silence(id, true);
  const found = await fleet.strays(service).catch((cause: unknown) => {
    if (cause instanceof UpstreamError) return null;
    throw cause;
  });
  // Who cannot say it says so; who says something leaves nothing out.
  if (found) expect(found.filter((one) => one.release === release)).toMatchObject([{ id }]);
  world.silence(id, false);
  expect((await mineOf(world)).map((one) => one.id)).toEqual([id]);
}
