import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NoCapacity } from '../../../src/ports/errors.ts';
import type { Fleet } from '../../../src/ports/fleet.ts';
import { refused } from '../../contracts/contract.ts';
import { orderFor } from '../../contracts/fleet-world.ts';
import { ec2Build, type Ec2Place, ec2Place, groups, images } from '../../support/ec2-place.ts';

const build = ec2Build('1.42.0', images.fresh);
const order = orderFor('board', 'rel_1');
const kept = { Role: 'board', 'davy:spare': 'yes' };

let place: Ec2Place;
let fleet: Fleet;

beforeEach(async () => {
  place = await ec2Place();
  fleet = place.replica(place.newWay());
});
afterEach(() => place.close());

const shown = async (id: string) =>
  (await fleet.observe('board')).servers.find((one) => one.id === id);
const take = (ids: readonly string[], of = order) =>
  fleet.launch(of, { build, orders: [], spares: ids.map((id, slot) => ({ slot, id })) });

describe('a spare on EC2', () => {
  it('is what is stopped and says so; what people only stopped is not shown', async () => {
    const [spare = ''] = await place.start(kept, images.fresh);
    const [other = ''] = await place.start({ Role: 'board' }, images.fresh);
    await place.stop([spare, other]);
    const { servers } = await fleet.observe('board');
    expect(servers).toMatchObject([{ id: spare, state: 'spare', version: '1.42.0', release: '' }]);
    expect((await refused(take([other]))).message).toMatch(/starting servers of 1\.42\.0/);
    expect(place.isRunning(other)).toBe(false);
  });

  it('that runs is taken as it is, and configured', async () => {
    const [id = ''] = await place.start(kept, images.fresh);
    expect((await shown(id))?.state).toBe('spare');
    await take([id]);
    expect(await shown(id)).toMatchObject({ state: 'bare', release: 'rel_1', protected: true });
  });

  it('of another image is refused, and left alone', async () => {
    const ids = await place.start(kept, images.spare);
    await place.stop([...ids]);
    const fault = await refused(take(ids));
    expect(fault).toBeInstanceOf(NoCapacity);
    expect(fault).toMatchObject({ refused: { spares: ids, said: expect.stringMatching(/image/) } });
    expect(place.isRunning(ids[0] ?? '')).toBe(false);
  });

  it('is still one when whoever took it died before it was started', async () => {
    const ids = await place.start(kept, images.fresh, 2);
    await place.stop([...ids]);
    let left = 4;
    const stillMine = async () => {
      left -= 1;
      if (left < 0) throw new Error('killed');
    };
    await take(ids, { ...order, stillMine }).catch(() => undefined);
    expect((await fleet.observe('board')).servers.map(({ state }) => state)).toEqual([
      'spare',
      'spare',
    ]);
    await take(ids);
    place.pass(60);
    const taken = (await fleet.observe('board')).servers;
    expect(taken.map(({ state, slot }) => [state, slot])).toEqual([
      ['bare', 0],
      ['bare', 1],
    ]);
  });

  it('is kept only as far as the fleet keeps any', async () => {
    const olds = await place.start({ Role: 'board' }, images.old, 5);
    await fleet.protect(order, olds, false);
    await fleet.retire(order, olds, 'park');
    place.pass(120);
    const states = (await fleet.observe('board')).servers.map(({ state }) => state);
    expect(states.toSorted()).toEqual(['leaving', 'leaving', 'spare', 'spare', 'spare']);
    expect(await fleet.strays('board')).toEqual([]);
  });

  it('that was parked has forgotten where it was', async () => {
    const [id = ''] = await place.start({ Role: 'board' }, images.fresh);
    await place.register(groups[1] ?? '', [id]);
    await fleet.close(order, [id]);
    await fleet.protect(order, [id], false);
    await fleet.retire(order, [id], 'park');
    place.pass(120);
    await take([id], orderFor('board', 'rel_2'));
    place.pass(60);
    const again = await shown(id);
    expect(again).toMatchObject({ state: 'bare', release: 'rel_2', joined: false, admits: false });
  });
});
