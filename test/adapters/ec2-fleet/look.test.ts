import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ModifyRuleCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ec2Fleet } from '../../../src/adapters/ec2-fleet/fleet.ts';
import type { Fleet } from '../../../src/ports/fleet.ts';
import { refused } from '../../contracts/contract.ts';
import { orderFor } from '../../contracts/fleet-world.ts';
import { keys } from '../../playground/aws/an-aws.ts';
import { type Ec2Place, ec2Place, groups, images, rule, waiting } from '../../support/ec2-place.ts';

let place: Ec2Place;
let way: ReturnType<Ec2Place['newWay']>;
let fleet: Fleet;
const [blue = '', green = ''] = groups;

beforeEach(async () => {
  place = await ec2Place();
  way = place.newWay();
  fleet = place.replica(way);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await place.close();
});

const forward = (weights: Readonly<Record<string, number>>, more: object = {}) =>
  place.elb.send(
    new ModifyRuleCommand({
      RuleArn: rule,
      Actions: [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: Object.entries(weights).map(([TargetGroupArn, Weight]) => ({
              TargetGroupArn,
              Weight,
            })),
            ...more,
          },
        },
      ],
    }),
  );

describe('a look at a fleet on EC2', () => {
  it('shows servers from before Davy by the version of their image, in few calls', async () => {
    const ids = await place.start({ Role: 'board' }, images.old, 3);
    await place.register(blue, ids);
    const { servers } = await fleet.observe('board');
    expect(servers.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    for (const one of servers) {
      expect(one).toMatchObject({ version: '1.41.0', release: '', state: 'ready', users: null });
      expect(one).toMatchObject({ joined: true, admits: true, protected: true });
      expect(one.share).toBeCloseTo(1 / 3);
    }
    const before = way.calls();
    await fleet.observe('board');
    expect(way.calls() - before).toBe(3);
  });

  it('shows the requests of a second where these are shared out', async () => {
    const [busy = '', idle = ''] = await place.start({ Role: 'board' }, images.old, 2);
    await place.register(blue, [busy, idle]);
    const count = async () => new Map([[`${busy} here`, 7]]);
    const counted = ec2Fleet({ ...place.options(way), served: { count, label: '{id} here' } });
    const { servers } = await counted.observe('board');
    expect(servers.find(({ id }) => id === busy)).toMatchObject({ users: 7, share: 0.5 });
    expect(servers.find(({ id }) => id === idle)).toMatchObject({ users: null, share: 0.5 });
  });

  it('goes on after a page in which nobody is', async () => {
    await place.start({ Role: 'others' }, images.old, 1_100);
    const ids = await place.start({ Role: 'board' }, images.old, 2);
    const { servers } = await fleet.observe('board');
    expect(servers.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  it('takes a group that no rule names for one of which nothing is known', async () => {
    const ids = await place.start(
      { Role: 'board', 'davy:release': 'rel_1', 'davy:group': green },
      images.fresh,
    );
    await place.register(green, ids);
    expect((await fleet.observe('board')).servers).toMatchObject([{ state: 'unknown' }]);
  });

  it('shows all as getting traffic where all are ill, and none as ready', async () => {
    const ids = await place.start({ Role: 'board' }, images.old, 2);
    await place.register(blue, ids);
    for (const id of ids) place.machines().say(id, 'bad-status');
    place.pass(60);
    expect((await fleet.observe('board')).servers).toMatchObject([
      { state: 'unhealthy', share: 0.5 },
      { state: 'unhealthy', share: 0.5 },
    ]);
  });

  it('takes those who wait for unknown where their group does not answer', async () => {
    const olds = await place.start({ Role: 'board' }, images.old, 2);
    await place.register(blue, olds);
    const [id = ''] = await place.start(
      { Role: 'board', 'davy:release': 'rel_1', 'davy:prepare': String(Date.now()) },
      images.fresh,
    );
    place.world.balancing.groups.delete(waiting);
    const { servers } = await fleet.observe('board');
    expect(new Map(servers.map((one) => [one.id, one.state]))).toEqual(
      new Map([...olds.map((old) => [old, 'ready'] as const), [id, 'unknown']]),
    );
    await refused(fleet.retire(orderFor('board', 'rel_1'), [id], 'destroy'));
    expect(place.isRunning(id)).toBe(true);
  });

  it('tells an image that will be there from one that never will', async () => {
    for (const [state, found] of [
      ['available', 'ready'],
      ['pending', 'pending'],
      ['failed', 'failed'],
    ] as const) {
      await place.control('things', {
        images: [{ id: images.fresh, name: 'board-1.42.0', state }],
      });
      expect(await fleet.imageState('board', images.fresh)).toBe(found);
    }
    // Who is shown no image does not hear whether it is gone or was never shared.
    place.world.compute.images.delete(images.fresh);
    expect(await fleet.imageState('board', images.fresh)).toBe('gone');
  });

  it('refuses a rule that it could not write back as it stands', async () => {
    await forward({ [blue]: 1 }, { TargetGroupStickinessConfig: { Enabled: true } });
    expect((await refused(fleet.observe('board'))).message).toMatch(/switch off its stickiness/);
    await forward({ [blue]: 1, [waiting]: 1 });
    expect((await refused(fleet.observe('board'))).message).toMatch(/waiting group gets traffic/);
    const narrow = ec2Fleet({ ...place.options(way), groups: groups.slice(1) });
    await forward({ [blue]: 1 });
    expect((await refused(narrow.observe('board'))).message).toMatch(/davy\.yml does not name/);
  });

  it('finds address, region and keys by the own chain of the SDK', async () => {
    const [id] = await place.start({ Role: 'board' }, images.old);
    vi.stubEnv('AWS_ENDPOINT_URL', place.url);
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', keys.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', keys.secretAccessKey);
    const own = ec2Fleet({ ...place.options(way), aws: {} });
    expect((await own.observe('board')).servers).toMatchObject([{ id, version: '1.41.0' }]);
    vi.stubEnv('AWS_REGION', undefined);
    vi.stubEnv('AWS_CONFIG_FILE', '/nowhere');
    vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nowhere');
    const nowhere = ec2Fleet({ ...place.options(way), aws: {} });
    const lost = await refused(nowhere.observe('board'));
    expect(lost).toMatchObject({ message: expect.stringMatching(/Region/), unknown: false });
    vi.stubEnv('AWS_REGION', 'eu-west-1');
    vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
    vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
    const nobody = ec2Fleet({ ...place.options(way), aws: {} });
    const keyless = await refused(nobody.observe('board'));
    expect(keyless).toMatchObject({
      message: expect.stringMatching(/credentials/),
      unknown: false,
    });
    vi.stubEnv('AWS_ACCESS_KEY_ID', keys.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'another');
    const wrong = ec2Fleet({ ...place.options(way), aws: {} });
    expect((await refused(wrong.observe('board'))).message).toMatch(/AWS failed while .*\(\w+: /);
  });
});
