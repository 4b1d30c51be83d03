import { expect } from 'vitest';
import { refused } from './contract.ts';
import { type FleetWorld, launched, shown } from './fleet-world.ts';

/** L8: What is protected stays; the same server goes once it is not, however often it is said. */
export async function protectedIsNotRetired(world: FleetWorld): Promise<void> {
  const { fleet } = world;
  const [id = ''] = await launched(world);
  await refused(fleet.retire(world.order, [id], 'destroy'));
  expect(await shown(world, id)).toMatchObject({ state: 'ready', protected: true });
  expect(await world.isRunning(id)).toBe(true);
  await fleet.protect(world.order, [id], false);
  await fleet.retire(world.order, [id], 'destroy');
  await world.other.retire(world.order, [id], 'destroy');
  await world.until('it is gone', async () => {
    const state = (await shown(world, id))?.state ?? 'leaving';
    return state === 'leaving' && !(await world.isRunning(id));
  });
}

/** What a look shows unprotected can be destroyed, also where the answer to that was lost. */
export async function unprotectedAsShown(world: FleetWorld): Promise<void> {
  const { fleet, order } = world;
  const ids = await launched(world, 2);
  const shownGuarded = async () => {
    const all = await Promise.all(ids.map((id) => shown(world, id)));
    return all.flatMap((server) => (server?.protected === true ? [server.id] : []));
  };
  world.loseAnswer(true);
  await fleet.protect(order, ids, false).catch(() => undefined);
  world.loseAnswer(false);
  for (let left = await shownGuarded(); left.length > 0; left = await shownGuarded())
    await fleet.protect(order, left, false);
  await fleet.retire(order, ids, 'destroy');
  await world.until('they are gone', async () => {
    const running = await Promise.all(ids.map((id) => world.isRunning(id)));
    return running.every((is) => !is);
  });
}

/** L8: What takes new users stays, and goes on taking them. */
export async function openIsNotRetired(world: FleetWorld): Promise<void> {
  const { fleet } = world;
  const [id = ''] = await launched(world);
  await fleet.admit(world.order, [id]);
  await fleet.protect(world.order, [id], false);
  await refused(fleet.retire(world.order, [id], 'destroy'));
  await world.come(3);
  expect(await shown(world, id)).toMatchObject({ state: 'ready', joined: true, admits: true });
  expect([await world.isRunning(id), await world.usersOn(id)]).toEqual([true, 3]);
}

/** L8: What has users stays, also when it takes no new ones; nobody on it notices. */
export async function usedIsNotRetired(world: FleetWorld): Promise<void> {
  const { fleet } = world;
  const [id = ''] = await launched(world);
  await fleet.admit(world.order, [id]);
  await world.come(3);
  await world.shut(id);
  await fleet.protect(world.order, [id], false);
  await refused(fleet.retire(world.order, [id], 'destroy'));
  expect(await shown(world, id)).toMatchObject({ state: 'ready', users: 3 });
  expect([await world.isRunning(id), await world.cut()]).toEqual([true, 0]);
}

/** L8: What is not this service's stays, and so does what nobody knows. */
export async function foreignIsNotRetired(world: FleetWorld): Promise<void> {
  const { fleet, foreign } = world;
  await refused(fleet.retire(world.order, [foreign.id], 'destroy'));
  await refused(fleet.retire(world.order, ['nobody-0'], 'destroy'));
  expect(await world.isRunning(foreign.id)).toBe(true);
}

/** L8: A call that names some that must stay among others destroys none of those. */
export async function mixedCallKeepsWhatMustStay(world: FleetWorld): Promise<void> {
  const { fleet, foreign } = world;
  const [free = '', serves = '', guarded = ''] = await launched(world, 3);
  await fleet.admit(world.order, [serves]);
  await fleet.protect(world.order, [free, serves], false);
  await refused(fleet.retire(world.order, [free, guarded], 'destroy'));
  await refused(fleet.retire(world.order, [free, serves], 'destroy'));
  await refused(fleet.retire(world.order, [free, serves, guarded, foreign.id], 'destroy'));
  await refused(fleet.retire(world.order, [foreign.id, guarded, serves, free], 'destroy'));
  expect(await shown(world, serves)).toMatchObject({ joined: true, admits: true });
  expect(await shown(world, guarded)).toMatchObject({ state: 'ready', protected: true });
  const stay = [serves, guarded, foreign.id].map((id) => world.isRunning(id));
  expect(await Promise.all(stay)).toEqual([true, true, true]);
}

/** A server on its way out is not opened again by an `admit` that comes late. */
export async function leavingIsNotAdmitted(world: FleetWorld): Promise<void> {
  const { fleet } = world;
  const [id = ''] = await launched(world);
  await fleet.protect(world.order, [id], false);
  await fleet.retire(world.order, [id], 'destroy');
  await fleet.admit(world.order, [id]).catch(() => undefined);
  const late = await shown(world, id);
  expect([late?.joined ?? false, late?.admits ?? false]).toEqual([false, false]);
}
