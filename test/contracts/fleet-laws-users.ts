import { expect } from 'vitest';
import { type FleetWorld, launched, shown } from './fleet-world.ts';

/** L4: Nobody reaches a server before it is admitted; after that they do. */
export async function unreachedBeforeAdmit(world: FleetWorld): Promise<void> {
  const { fleet } = world;
  const [first = '', second = ''] = await launched(world, 2);
  await fleet.admit(world.order, [first]);
  await world.come(6);
  expect(await shown(world, second)).toMatchObject({ joined: false, admits: false, users: 0 });
  expect([await world.usersOn(first), await world.usersOn(second)]).toEqual([6, 0]);
  await fleet.admit(world.order, [second]);
  expect(await shown(world, second)).toMatchObject({ joined: true, admits: true });
  await world.come(6);
  expect(await world.usersOn(second)).toBeGreaterThan(0);
}

/** L5: A closed server gets nobody new. */
export async function closedToNewUsers(world: FleetWorld): Promise<void> {
  const { fleet } = world;
  const [first = '', second = ''] = await launched(world, 2);
  await fleet.admit(world.order, [first, second]);
  await fleet.close(world.order, [first]);
  await world.come(6);
  expect(await shown(world, first)).toMatchObject({ state: 'ready', admits: false });
  expect([await world.usersOn(first), await world.usersOn(second)]).toEqual([0, 6]);
}

/** L5: Closing cuts nobody: those who are there stay. */
export async function closingCutsNobody(world: FleetWorld): Promise<void> {
  const { fleet } = world;
  const { first, users } = await openWithUsers(world, 2);
  await fleet.close(world.order, [first]);
  expect(await shown(world, first)).toMatchObject({ state: 'ready', users });
  expect([await world.usersOn(first), await world.cut()]).toEqual([users, 0]);
  expect(await world.moved()).toBe(0);
}

/** L7: Users are handed over until at most `keep` remain, and none is cut. */
export async function handedOverDownToKeep(world: FleetWorld): Promise<void> {
  const { fleet } = world;
  const { first, users } = await openWithUsers(world, 2);
  for (const keep of [Math.floor(users / 2), 0]) {
    await fleet.migrate(world.order, [{ id: first, keep }]);
    await world.until(`at most ${keep} remain`, async () => (await world.usersOn(first)) <= keep);
  }
  expect(await world.cut()).toBe(0);
}

/**
 * L7: Whoever was handed over once is not handed on: newcomers, sent after them, are the only ones
 * who move.
 */
export async function handedOverOnce(world: FleetWorld): Promise<void> {
  const { first, others, users } = await openWithUsers(world, 3);
  await sendAway(world, first, others, usersInAll);
  await world.come(3);
  const newcomers = await world.usersOn(first);
  expect(newcomers).toBeGreaterThan(0);
  await sendAway(world, first, others, usersInAll + 3);
  // The balancer knows of an arrival before the user does.
  const all = users + newcomers;
  await world.until('all know that they moved', async () => (await world.moved()) >= all);
  expect(await world.moved()).toBe(all);
}

/** Empties a server, and waits until all its users have arrived on the others. */
async function sendAway(
  world: FleetWorld,
  id: string,
  others: readonly string[],
  inAll: number,
): Promise<void> {
  await world.fleet.migrate(world.order, [{ id, keep: 0 }]);
  await world.until('all are on the others', async () => {
    const there = await Promise.all(others.map((one) => world.usersOn(one)));
    const left = await world.usersOn(id);
    return left === 0 && there.reduce((sum, one) => sum + one, 0) === inAll;
  });
}

/** The users shown on a server are those who are there. */
export async function usersAsTheyAre(world: FleetWorld): Promise<void> {
  const { first, users } = await openWithUsers(world, 2);
  expect(await shown(world, first)).toMatchObject({ users });
}

const usersInAll = 8;

/** Users spread over open servers; how many are on the first. */
async function openWithUsers(world: FleetWorld, servers: number) {
  const [first = '', ...others] = await launched(world, servers);
  await world.fleet.admit(world.order, [first, ...others]);
  await world.come(usersInAll);
  const users = await world.usersOn(first);
  expect(users).toBeGreaterThan(1);
  return { first, others, users };
}

/** Laws of fleets that hand users over; where traffic is shared out, others stand instead. */
export const ofUsersAlone: readonly string[] = [
  'L4 nobody reaches a server before it is admitted',
  'L5 a closed server gets nobody new',
  'L5 closing cuts nobody',
  'L7 users are handed over down to what is to be kept',
  'L7 nobody is handed over twice',
  'L8 what has users is not retired',
  'users are shown as they are',
];
