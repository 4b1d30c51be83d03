import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fleet } from '../../../src/ports/fleet.ts';
import { refused } from '../../contracts/contract.ts';
import { orderFor } from '../../contracts/fleet-world.ts';
import { ec2Crowd } from '../../support/ec2-crowd.ts';
import { ec2Build, type Ec2Place, ec2Place, groups, images } from '../../support/ec2-place.ts';

const [blue = ''] = groups;
const build = ec2Build('1.42.0', images.fresh);
const order = orderFor('board', 'rel_1');

let place: Ec2Place;
let fleet: Fleet;
let crowd: ReturnType<typeof ec2Crowd>;
let olds: readonly string[];

beforeEach(async () => {
  crowd = ec2Crowd(() => place);
  place = await ec2Place({ served: crowd.served, sticky: crowd.sticky });
  fleet = place.replica(place.newWay());
  olds = await place.start({ Role: 'board' }, images.old, 2);
  await place.register(blue, olds);
});
afterEach(() => place.close());

async function opened(release: string, n: number, base = 0): Promise<readonly string[]> {
  const mine = orderFor('board', release);
  const before = new Set((await fleet.observe('board')).servers.map(({ id }) => id));
  await fleet.launch(mine, { build, orders: [{ base, n, attempt: 0 }], spares: [] });
  place.pass(60);
  const { servers } = await fleet.observe('board');
  const ids = servers.map(({ id }) => id).filter((id) => !before.has(id));
  await fleet.prepare(mine, { build, ids });
  place.pass(60);
  await again(ids, () => fleet.admit(mine, ids));
  return ids;
}

/** Once, and once more when the balancer has looked: as the engine does. */
async function again(ids: readonly string[], act: () => Promise<void>): Promise<void> {
  await act();
  place.pass(60);
  await act();
  place.pass(60);
  expect(ids.length).toBeGreaterThan(0);
}

const shown = async (id: string | undefined) =>
  (await fleet.observe('board')).servers.find((one) => one.id === id);
const shares = () => new Map(place.traffic().steering.map(({ id, share }) => [id, share] as const));

describe('a fleet on EC2 whose users stick to their server', () => {
  it('gives a canary what each of the others gets, and loses nobody meanwhile', async () => {
    const [canary = ''] = await opened('rel_1', 1);
    expect(shares()).toEqual(new Map([...olds, canary].map((id) => [id, 333])));
    expect(place.world.happenings.filter(({ kind }) => kind === 'rule').length).toBeLessThan(3);
    expect(place.traffic().lost).toBe(0);
    expect(await shown(canary)).toMatchObject({ joined: true, admits: true, share: null });
  });

  it('opens nobody before one of its group is well there', async () => {
    await fleet.launch(order, { build, orders: [{ base: 0, n: 1, attempt: 0 }], spares: [] });
    place.pass(60);
    const id = (await fleet.observe('board')).servers.find((one) => one.release !== '')?.id ?? '';
    await fleet.prepare(order, { build, ids: [id] });
    place.pass(60);
    await fleet.admit(order, [id]);
    expect([(await shown(id))?.admits, place.traffic().lost]).toEqual([false, 0]);
    expect(shares()).toEqual(new Map([...olds.map((old) => [old, 500] as const), [id, 0]]));
    place.pass(60);
    await fleet.admit(order, [id]);
    expect((await shown(id))?.admits).toBe(true);
  });

  it('shuts all old servers by one weight, however long their users stay', async () => {
    crowd.come(10);
    const fresh = await opened('rel_1', 2);
    await fleet.close(order, olds);
    crowd.come(10);
    expect(olds.map(crowd.usersOn)).toEqual([5, 5]);
    expect(fresh.map(crowd.usersOn)).toEqual([5, 5]);
    place.pass(7_200);
    expect(place.machines().cutOff()).toEqual([]);
    expect(await shown(olds[0])).toMatchObject({ joined: true, admits: false, users: 5 });
    await fleet.admit(order, olds);
    expect([...shares().values()]).toEqual([250, 250, 250, 250]);
  });

  it('never shuts out everybody', async () => {
    expect((await refused(fleet.close(order, olds))).message).toMatch(/all servers that take us/);
    expect([...shares().values()]).toEqual([500, 500]);
  });

  it('says so where no group is free for those of a part that stay open', async () => {
    await opened('rel_1', 1);
    await opened('rel_2', 1);
    const fault = await refused(fleet.close(order, olds.slice(1)));
    expect(fault.message).toMatch(/none is free for those of 1\.41\.0 that stay open/);
    expect(fault.unknown).toBe(false);
  });

  it('goes on looking where nobody counts users, and destroys nobody then', async () => {
    const [id = ''] = await opened('rel_1', 1);
    await fleet.protect(order, [id], false);
    await fleet.close(order, [id]);
    crowd.count(false);
    expect(await shown(id)).toMatchObject({ state: 'ready', users: null, admits: false });
    const fault = await refused(fleet.retire(order, [id], 'destroy'));
    expect(fault.message).toMatch(/users that nobody could count/);
    crowd.count(true);
    await fleet.retire(order, [id], 'destroy');
    expect(place.isRunning(id)).toBe(false);
  });

  it('says which server could not be asked for its users, and asks the others', async () => {
    crowd.come(8);
    place.end(olds[0] ?? '');
    await opened('rel_1', 1);
    const moves = olds.map((one) => ({ id: one, keep: 0 }));
    await fleet.migrate(order, moves);
    expect(crowd.usersOn(olds[1] ?? '')).toBe(0);
    const fault = await refused(fleet.migrate(order, [{ id: 'i-0', keep: 0 }, ...moves]));
    expect(fault.message).toMatch(/draining i-0, which EC2 does not show now/);
  });
});
