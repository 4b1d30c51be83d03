import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NoCapacity } from '../../../src/ports/errors.ts';
import type { Fleet } from '../../../src/ports/fleet.ts';
import type { Server } from '../../../src/release/state/servers.ts';
import { refused } from '../../contracts/contract.ts';
import { orderFor } from '../../contracts/fleet-world.ts';
import { subnets, zones } from '../../playground/aws/an-aws.ts';
import { ec2Build, type Ec2Place, ec2Place, groups, images } from '../../support/ec2-place.ts';

const [blue = ''] = groups;
const build = ec2Build('1.42.0', images.fresh);
const order = orderFor('board', 'rel_1');

let place: Ec2Place;
let fleet: Fleet;
let olds: readonly string[];
let way: ReturnType<Ec2Place['newWay']>;

beforeEach(async () => {
  place = await ec2Place();
  way = place.newWay();
  fleet = place.replica(way);
  olds = await place.start({ Role: 'board' }, images.old, 2);
  await place.register(blue, olds);
});
afterEach(() => place.close());

async function started(
  release: string,
  n: number,
  of: typeof build = build,
): Promise<readonly string[]> {
  const mine = orderFor('board', release);
  await fleet.launch(mine, { build: of, orders: [{ base: 0, n, attempt: 0 }], spares: [] });
  place.pass(60);
  const own = (await fleet.observe('board')).servers.filter((one) => one.release === release);
  const ids = own.map(({ id }) => id);
  await fleet.prepare(mine, { build: of, ids });
  place.pass(60);
  return ids;
}

async function opened(release: string, n: number): Promise<readonly string[]> {
  const ids = await started(release, n);
  await fleet.admit(orderFor('board', release), ids);
  place.pass(60);
  return ids;
}

const split = (share: number) => [
  { release: 'rel_1', version: '1.42.0', share },
  { release: '', version: '1.41.0', share: 1 - share },
];

describe('preparing servers on EC2', () => {
  it('is asked for again where it broke off after it was noted, until it is late', async () => {
    const mine = orderFor('board', 'rel_1');
    await fleet.launch(mine, { build, orders: [{ base: 0, n: 2, attempt: 0 }], spares: [] });
    place.pass(60);
    const own = async () =>
      (await fleet.observe('board')).servers.filter(({ release }) => release === 'rel_1');
    const ids = (await own()).map(({ id }) => id);
    way.loseAnswer(true);
    await refused(fleet.prepare(mine, { build, ids }));
    way.loseAnswer(false);
    expect((await own()).map(({ state }) => state)).toEqual(['bare', 'bare']);
    await fleet.prepare(mine, { build, ids: ids.slice(0, 1) });
    place.pass(60);
    expect((await own()).map(({ state }) => state).toSorted()).toEqual(['bare', 'ready']);
    place.pass(180);
    expect((await own()).map(({ state }) => state).toSorted()).toEqual(['ready', 'unhealthy']);
  });
});

describe('a launch on EC2', () => {
  it('is told of by what was refused for certain, and tried in the next subnet', async () => {
    const room = (zone: string, left: number) =>
      place.control('room', { zone, type: 'c6i.large', left });
    await room(zones[0], 1);
    const orders = [
      { base: 0, n: 2, attempt: 0 },
      { base: 3, n: 1, attempt: 0 },
    ];
    const fault = await refused(fleet.launch(order, { build, orders, spares: [] }));
    expect(fault).toBeInstanceOf(NoCapacity);
    expect(fault).toMatchObject({
      refused: { orders: [{ base: 0, attempt: 0 }], said: expect.stringMatching(/^Insufficient/) },
    });
    await fleet.launch(order, { build, orders: [{ base: 0, n: 2, attempt: 1 }], spares: [] });
    const mine = place.instances().filter(({ tags }) => tags.get('davy:release') === 'rel_1');
    expect(mine.map(({ subnet }) => subnet)).toEqual([subnets[1], subnets[1], subnets[1]]);
    expect(mine.every(({ isGuarded, tags }) => isGuarded && tags.get('Role') === 'board')).toBe(
      true,
    );
  });

  it('starts nothing a second time when what davy.yml says has changed', async () => {
    const wanted = { build, orders: [{ base: 0, n: 1, attempt: 0 }], spares: [] };
    place.world.pace = { ...place.world.pace, seenAfterMs: [60_000, 60_000] };
    await fleet.launch(order, wanted);
    await refused(fleet.launch(order, { ...wanted, build: ec2Build('1.43.0', images.spare) }));
    expect(place.instances().filter(({ tags }) => tags.has('davy:release'))).toHaveLength(1);
  });

  it('costs no call once it was carried out, though it is ordered until it is seen', async () => {
    place.world.pace = { ...place.world.pace, seenAfterMs: [60_000, 60_000] };
    const wanted = { build, orders: [{ base: 0, n: 2, attempt: 0 }], spares: [] };
    await fleet.launch(order, wanted);
    const before = way.calls();
    await fleet.launch(order, wanted);
    expect(way.calls()).toBe(before);
    await place.replica(place.newWay()).launch(order, wanted);
    expect(place.instances().filter(({ tags }) => tags.has('davy:release'))).toHaveLength(2);
    await fleet.launch(order, { ...wanted, orders: [{ base: 2, n: 1, attempt: 0 }] });
    expect(way.calls()).toBeGreaterThan(before);
  });

  it('is refused where an Auto Scaling group would start servers of its own', async () => {
    place.world.compute.instances.get(olds[0] ?? '')?.tags.set('aws:autoscaling:groupName', 'web');
    const wanted = { build, orders: [{ base: 0, n: 1, attempt: 0 }], spares: [] };
    expect((await refused(fleet.launch(order, wanted))).message).toMatch(/Scaling group web/);
    expect(place.instances().some(({ tags }) => tags.has('davy:release'))).toBe(false);
  });
});

describe('the doors on EC2', () => {
  it('cost a look no more than four calls, whoever waits and however many groups', async () => {
    const callsOfALook = async () => {
      const before = way.calls();
      await fleet.observe('board');
      return way.calls() - before;
    };
    await opened('rel_1', 2);
    await fleet.steer(order, split(0.1));
    expect(await callsOfALook()).toBe(4);
    const orders = [{ base: 2, n: 5, attempt: 0 }];
    await fleet.launch(order, { build, orders, spares: [] });
    place.pass(60);
    const { servers } = await fleet.observe('board');
    const ids = servers.filter(({ state }) => state === 'bare').map(({ id }) => id);
    await fleet.prepare(order, { build, ids });
    expect([ids.length, await callsOfALook()]).toEqual([5, 4]);
    place.pass(5);
    expect(await callsOfALook()).toBe(4);
    place.pass(40);
    await fleet.admit(order, ids);
    expect(await callsOfALook()).toBe(4);
    await opened('rel_2', 1);
    expect(await callsOfALook()).toBe(4);
  });

  it('ask nothing again before the balancer can know more', async () => {
    const ids = await started('rel_1', 2);
    const callsOf = async (act: () => Promise<void>) => {
      const before = way.calls();
      await act();
      return way.calls() - before;
    };
    const admit = () => fleet.admit(order, ids);
    expect(await callsOf(admit)).toBeGreaterThan(0);
    expect(await callsOf(admit)).toBe(0);
    place.pass(5);
    expect(await callsOf(admit)).toBeGreaterThan(0);
    await fleet.protect(order, ids, true);
    expect(await callsOf(admit)).toBeGreaterThan(0);
  });

  it('close a whole group by its weight, and let nobody be cut', async () => {
    const fresh = await opened('rel_1', 2);
    await fleet.steer(order, split(0.5));
    expect((await refused(fleet.close(order, fresh.slice(1)))).message).toMatch(/closing a part/);
    await fleet.close(order, olds);
    const { steering, lost } = place.traffic();
    expect(Object.fromEntries(steering.map(({ id, share }) => [id, share]))).toMatchObject({
      [fresh[0] ?? '']: 500,
      [fresh[1] ?? '']: 500,
    });
    expect(lost).toBe(0);
    place.pass(3_600);
    expect(place.machines().cutOff()).toEqual([]);
    const shown = (await fleet.observe('board')).servers.filter(({ id }) => olds.includes(id));
    expect(shown).toMatchObject([
      { joined: true, admits: false, share: 0 },
      { joined: true, admits: false, share: 0 },
    ]);
    await refused(fleet.close(order, fresh));
  });

  it('send nobody to servers that are not well', async () => {
    const fresh = await opened('rel_1', 1);
    place.machines().say(fresh[0] ?? '', 'bad-status');
    place.pass(60);
    expect((await refused(fleet.steer(order, split(0.1)))).message).toMatch(/open and healthy/);
    expect(place.traffic()).toMatchObject({ lost: 0 });
  });

  it('keep two releases apart, each in a group of its own, while there is one', async () => {
    await opened('rel_1', 1);
    await opened('rel_2', 1);
    await fleet.steer(order, [
      { release: 'rel_1', version: '1.42.0', share: 0.1 },
      { release: 'rel_2', version: '1.42.0', share: 0.3 },
      { release: '', version: '1.41.0', share: 0.6 },
    ]);
    const byRelease = new Map(
      (await fleet.observe('board')).servers.map(({ release, share }) => [release, share]),
    );
    expect(byRelease.get('rel_1')).toBeCloseTo(0.1, 2);
    expect(byRelease.get('rel_2')).toBeCloseTo(0.3, 2);
    const third = await started('rel_3', 1, ec2Build('1.43.0', images.spare));
    const fault = await refused(fleet.admit(orderFor('board', 'rel_3'), third));
    expect(fault.message).toMatch(/no target group is free for 1\.43\.0 of rel_3/);
  });

  it('let a way back in where no group is free: beside those of the same version', async () => {
    await opened('rel_1', 1);
    await opened('rel_2', 1);
    const orders = [{ base: 1, n: 1, attempt: 0 }];
    const old = ec2Build('1.41.0', images.old);
    await fleet.launch(order, { build: old, orders, spares: [] });
    place.pass(60);
    const isAgain = (one: Server) => one.release === 'rel_1' && one.version === '1.41.0';
    const again = (await fleet.observe('board')).servers.filter(isAgain).map(({ id }) => id);
    await fleet.prepare(order, { build: old, ids: again });
    place.pass(60);
    await fleet.admit(order, again);
    place.pass(60);
    await fleet.steer(order, [
      { release: 'rel_1', version: '1.41.0', share: 1 / 3 },
      { release: '', version: '1.41.0', share: 2 / 3 },
    ]);
    const shares = place.traffic().steering.map(({ share }) => share);
    expect(shares.filter((share) => share > 0)).toEqual([333, 333, 333]);
    const wrong = [
      { release: 'rel_1', version: '1.41.0', share: 0.9 },
      { release: '', version: '1.41.0', share: 0.1 },
    ];
    expect((await refused(fleet.steer(order, wrong))).message).toMatch(/different shares/);
  });

  it('are free again after a release: the next one finds its groups', async () => {
    for (const release of ['rel_1', 'rel_2', 'rel_3', 'rel_4']) {
      const mine = orderFor('board', release);
      const [id = ''] = await opened(release, 1);
      await fleet.close(mine, [id]);
      await fleet.protect(mine, [id], false);
      await fleet.retire(mine, [id], 'destroy');
      place.pass(600);
      expect(place.isRunning(id)).toBe(false);
    }
  });
});

describe('an end on EC2', () => {
  it('spares those of all zones when one of another must stay', async () => {
    const first = await started('rel_1', 1);
    const orders = [{ base: 1, n: 1, attempt: 0 }];
    await fleet.launch(order, { build, orders, spares: [] });
    place.pass(60);
    const all = (await fleet.observe('board')).servers.filter(({ release }) => release === 'rel_1');
    const ids = all.map(({ id }) => id);
    await fleet.protect(order, first, false);
    expect((await refused(fleet.retire(order, ids, 'destroy'))).message).toMatch(/is protected/);
    expect(ids.map((id) => place.isRunning(id))).toEqual([true, true]);
  });

  it('takes a server that was let in and that its group does not know well yet', async () => {
    const [id = ''] = await started('rel_1', 1);
    const known = place.world.balancing.groups;
    for (const [arn, group] of known)
      known.set(arn, { ...group, check: { ...group.check, intervalSeconds: 300 } });
    await fleet.admit(order, [id]);
    const shown = (await fleet.observe('board')).servers.find((one) => one.id === id);
    expect(shown).toMatchObject({ joined: true, admits: false, share: 0 });
    await fleet.protect(order, [id], false);
    await fleet.retire(order, [id], 'destroy');
    expect(place.isRunning(id)).toBe(false);
  });

  it('believes the attribute, not the tag, of a server that somebody protected', async () => {
    const [id = ''] = await started('rel_1', 1);
    await fleet.protect(order, [id], false);
    const one = place.world.compute.instances.get(id);
    if (one) one.isGuarded = true;
    await refused(fleet.retire(order, [id], 'destroy'));
    expect(place.isRunning(id)).toBe(true);
  });
});
