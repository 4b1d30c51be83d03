import {
  SuspendProcessesCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ec2Fleet } from '../../../src/adapters/ec2-fleet/fleet.ts';
import type { Fleet } from '../../../src/ports/fleet.ts';
import { refused } from '../../contracts/contract.ts';
import { template } from '../../playground/aws/an-aws.ts';
import { orderFor } from '../../contracts/fleet-world.ts';
import { ec2Build, type Ec2Place, ec2Place, groups, images } from '../../support/ec2-place.ts';
import { startWeb } from '../../support/ec2-scaling.ts';

const build = ec2Build('1.42.0', images.fresh);
const back = ec2Build('1.41.0', images.old);
const copied = 'web-davy-rel_1-1.42.0';

let place: Ec2Place;
let fleet: Fleet;
let olds: readonly string[];
let way: ReturnType<Ec2Place['newWay']>;

beforeEach(async () => {
  place = await ec2Place({ group: { copy: 'web' } });
  way = place.newWay();
  fleet = place.replica(way);
  olds = await startWeb(place);
});
afterEach(() => place.close());

const groupOf = (name: string) => place.world.scaling.groups.get(name);
const membersOf = (name: string) => [...(groupOf(name)?.members.keys() ?? [])];
const running = () => place.instances().flatMap(({ id }) => (place.isRunning(id) ? [id] : []));
const serversOf = async (version: string) =>
  (await fleet.observe('board')).servers.filter(
    (one) => one.version === version && one.state !== 'leaving',
  );

/** New servers of a release, open and with all of the traffic. */
async function moved(release: string, of: typeof build, base = 0) {
  const order = orderFor('board', release);
  await fleet.launch(order, { build: of, orders: [{ base, n: 2, attempt: 0 }], spares: [] });
  place.pass(60);
  const before = (await fleet.observe('board')).servers;
  const ids = before.flatMap((one) =>
    one.release === release && one.version === of.version ? [one.id] : [],
  );
  await fleet.prepare(order, { build: of, ids });
  place.pass(60);
  await fleet.admit(order, ids);
  place.pass(60);
  await fleet.letScale?.(order, false);
  await fleet.steer(order, [{ release, version: of.version, share: 1 }]);
  return ids;
}

/** As the world lane does it: asked again until nobody of them runs. */
async function retired(release: string, ids: readonly string[], by: Fleet = fleet) {
  const order = orderFor('board', release);
  const servers = (await fleet.observe('board')).servers;
  await by.close(order, ids);
  await by.protect(order, ids, false);
  for (let left = ids, tries = 0; left.length > 0; tries += 1) {
    if (tries > 20) throw new Error('they are not gone');
    await by.retire(order, left, 'destroy');
    place.pass(5);
    left = left.filter((id) => place.isRunning(id));
  }
  return servers;
}

describe('a release from an Auto Scaling group to a copy of it', () => {
  it('ends with a group of the new servers, which scales like the old one', async () => {
    const ids = await moved('rel_1', build);
    expect(groupOf(copied)).toBeUndefined();
    await retired('rel_1', olds);
    expect(running()).toEqual([...ids]);
    expect(membersOf(copied)).toEqual([...ids]);
    expect(groupOf(copied)).toMatchObject({ min: 2, desired: 2, max: 6, healthCheck: 'ELB' });
    expect(groupOf('web')).toMatchObject({ min: 0, desired: 0, max: 0 });
    const [policy] = groupOf(copied)?.policies.values() ?? [];
    const target = groupOf(copied)?.targetGroups[0]?.split(':').at(-1) ?? 'none';
    expect(target).not.toBe(groups[0]?.split(':').at(-1));
    expect([...(groupOf(copied)?.suspended ?? [])]).toEqual(['AZRebalance']);
    expect(JSON.stringify(policy)).toContain(`app/board/50dc6c495c0c9188/${target}`);

    await fleet.letScale?.(orderFor('board', 'board'), true);
    place.end(ids[0] ?? '');
    await place.control('alarm', { group: copied, desired: 3 });
    place.pass(120);
    const now = await serversOf('1.42.0');
    expect(now).toHaveLength(3);
    for (const one of now) expect(one).toMatchObject({ state: 'ready', admits: true });
    for (const one of now) expect(one.share).toBeCloseTo(1 / 3);
  });

  it('starts nobody of the old image, and loses nobody, whatever answer is lost', async () => {
    const ids = await moved('rel_1', build);
    const lost = [
      '/ec2/CreateLaunchTemplateVersion',
      ...[
        'CreateAutoScalingGroup',
        'SuspendProcesses',
        'AttachInstances',
        'PutScalingPolicy',
        'CreateOrUpdateTags',
        'UpdateAutoScalingGroup',
        'DetachInstances',
      ].map((name) => `/autoscaling/${name}`),
    ];
    for (const path of lost) await place.control('faults', { kind: 'answer-lost', path, times: 1 });
    let failed = 0;
    const lossy: Fleet = {
      ...fleet,
      retire: (order, some, how) => fleet.retire(order, some, how).catch(() => void (failed += 1)),
    };
    await retired('rel_1', olds, lossy);
    expect(failed).toBe(lost.length);
    expect(groupOf(copied)?.policies.size).toBe(1);
    expect(place.world.compute.templates.get(template)?.versions).toHaveLength(3);
    place.pass(300);
    expect(running()).toEqual([...ids]);
    expect(place.instances()).toHaveLength(4);
    expect(membersOf(copied)).toEqual([...ids]);
    expect([...place.world.scaling.groups.keys()]).toEqual(['web', copied]);
  });

  it('goes on to a second release, and takes away what the first one left', async () => {
    await retired('rel_1', olds.concat((await moved('rel_1', build)).slice(2)));
    await fleet.letScale?.(orderFor('board', 'board'), true);
    const firsts = membersOf(copied);
    const next = await moved('rel_2', ec2Build('1.43.0', images.spare));
    await retired('rel_2', firsts);
    await fleet.letScale?.(orderFor('board', 'board'), true);
    expect(running()).toEqual([...next]);
    expect(membersOf('web-davy-rel_2-1.43.0')).toEqual([...next]);
    expect(groupOf(copied)).toMatchObject({ min: 0, desired: 0, max: 0 });
    const third = await moved('rel_3', build);
    await retired('rel_3', next);
    expect(running()).toEqual([...third]);
    expect([...place.world.scaling.groups.keys()]).toEqual([
      'web',
      'web-davy-rel_2-1.43.0',
      'web-davy-rel_3-1.42.0',
    ]);
  });

  it('comes back from its middle: what starts again gets a group of its own', async () => {
    const ids = await moved('rel_1', build);
    const [first = '', second = ''] = olds;
    await retired('rel_1', [first]);
    expect(membersOf('web')).toEqual([second]);
    const again = await moved('rel_1', back, 10);
    await fleet.steer(orderFor('board', 'rel_1'), [
      { release: 'rel_1', version: '1.41.0', share: 2 / 3 },
      { release: '', version: '1.41.0', share: 1 / 3 },
    ]);
    await retired('rel_1', ids);
    await fleet.letScale?.(orderFor('board', 'board'), true);
    place.pass(300);
    expect(running().toSorted()).toEqual([second, ...again].toSorted());
    expect(membersOf('web-davy-rel_1-1.41.0')).toEqual([...again]);
    expect(groupOf(copied)).toMatchObject({ min: 0, desired: 0, max: 0 });
    // The old group has one left, and may not fall below it.
    expect(groupOf('web')).toMatchObject({ min: 1, desired: 1, max: 6 });
  });
});

describe('the old group while users move', () => {
  it('gets neither larger nor smaller, and scales again however the release ended', async () => {
    const line = orderFor('board', 'board');
    await place.scaling.send(
      new SuspendProcessesCommand({
        AutoScalingGroupName: 'web',
        ScalingProcesses: ['ScheduledActions'],
      }),
    );
    await moved('rel_1', build);
    expect(await place.control('alarm', { group: 'web', desired: 3 })).toEqual({ heard: false });
    expect(groupOf('web')?.tags.get('davy:suspended')).toMatchObject({
      value: 'rel_1 AZRebalance+AlarmNotification',
      propagate: false,
    });
    // Another replica, which remembers nothing.
    await place.hands.letScale?.(line, true);
    expect([...(groupOf('web')?.suspended ?? [])]).toEqual(['ScheduledActions']);
    expect(groupOf('web')?.tags.get('davy:suspended')?.value).toBe('');
    expect(groupOf('web')).toMatchObject({ min: 2, desired: 2, max: 6 });
    const before = way.changes();
    await fleet.letScale?.(line, true);
    expect(way.changes()).toBe(before);
  });

  it('is let go also where the answer to holding it was lost', async () => {
    way.loseAnswer(true);
    await refused(fleet.letScale?.(orderFor('board', 'rel_1'), false) ?? Promise.resolve());
    way.loseAnswer(false);
    await fleet.letScale?.(orderFor('board', 'rel_1'), false);
    expect(groupOf('web')?.suspended.size).toBe(3);
    await fleet.letScale?.(orderFor('board', 'board'), true);
    expect(groupOf('web')?.suspended.size).toBe(0);
  });

  it('is not moved from where it cannot be copied, and says what to write', async () => {
    await place.scaling.send(
      new UpdateAutoScalingGroupCommand({
        AutoScalingGroupName: 'web',
        LaunchTemplate: { LaunchTemplateId: 'lt-0123456789abcdef0', Version: '$Latest' },
      }),
    );
    const fault = await refused(
      fleet.letScale?.(orderFor('board', 'rel_1'), false) ?? Promise.resolve(),
    );
    expect(fault.message).toMatch(/web launches from version \$Latest\. Give it the number of/);
    expect(groupOf('web')?.suspended.size).toBe(0);
  });
});

describe('servers of another Auto Scaling group', () => {
  it('are neither released from nor retired, and it is said what to write', async () => {
    const options = place.options(way);
    const order = orderFor('board', 'rel_1');
    const said = /board's servers belong to the Auto Scaling group web; /;
    for (const [group, todo] of [
      [null, /write group: \{ copy: web \} into its fleet/],
      [{ copy: 'shop' }, /fleet\.group\.copy of davy\.yml is shop/],
    ] as const) {
      const other = ec2Fleet({ ...options, group });
      const orders = [{ base: 0, n: 1, attempt: 0 }];
      const { message } = await refused(other.launch(order, { build, orders, spares: [] }));
      expect(message).toMatch(said);
      expect(message).toMatch(todo);
      await other.protect(order, olds, false);
      expect((await refused(other.retire(order, olds, 'destroy'))).message).toMatch(said);
    }
    expect(running()).toEqual([...olds]);
  });
});
