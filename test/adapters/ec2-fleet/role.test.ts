import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { endSessions } from '../../../playground/aws/iam/things.ts';
import { ec2Fleet } from '../../../src/adapters/ec2-fleet/fleet.ts';
import type { Ec2FleetOptions } from '../../../src/adapters/ec2-fleet/options.ts';
import { refused } from '../../contracts/contract.ts';
import { orderFor } from '../../contracts/fleet-world.ts';
import { ec2Build, type Ec2Place, ec2Place, images } from '../../support/ec2-place.ts';

const arn = 'arn:aws:iam::123456789012:role/davy-board';
const role = { arn, externalId: 'board-4711', session: 'davy-board' };
const hour = 3_600_000;

const lookOnly = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: ['ec2:Describe*', 'elasticloadbalancing:Describe*'], Resource: '*' },
  ],
};

let place: Ec2Place;
let now: number;
beforeEach(async () => {
  now = Date.now();
  place = await ec2Place();
  await place.control('things', {
    roles: [{ name: 'davy-board', externalId: 'board-4711', policies: [lookOnly] }],
  });
});
afterEach(() => place.close());

/** A fleet of the line that takes on the role; `more` is what it does otherwise. */
function fleet(more: Partial<Ec2FleetOptions> = {}) {
  return ec2Fleet({ ...place.options(place.newWay()), now: () => now, role, ...more });
}

const lent = () => [...place.world.identity.keys.values()].filter(({ session }) => session);

describe('a fleet on EC2 in a role of another account', () => {
  it('does what the role may, under the name of its line', async () => {
    await place.start({ Role: 'board' }, images.old);
    expect((await fleet().observe('board')).servers).toHaveLength(1);
    expect(lent().map((key) => key.arn)).toEqual([
      'arn:aws:sts::123456789012:assumed-role/davy-board/davy-board',
    ]);
    const order = orderFor('board', 'rel_1');
    const build = ec2Build('1.42.0', images.fresh);
    const launch = { build, orders: [{ base: 0, n: 1, attempt: 0 }], spares: [] };
    const fault = await refused(fleet().launch(order, launch));
    expect(fault.message).toContain('assumed-role/davy-board/davy-board is not authorized');
    expect(fault.unknown).toBe(false);
  });

  it('takes it on once for all calls, and again when half of the hour is over', async () => {
    const own = fleet();
    await Promise.all([own.observe('board'), own.observe('board')]);
    await own.observe('board');
    expect(lent()).toHaveLength(1);
    now += hour / 2 - 1_000;
    await own.observe('board');
    expect(lent()).toHaveLength(1);
    now += 2_000;
    await own.observe('board');
    await expect.poll(() => lent().length).toBe(2);
    const [first] = lent();
    place.world.identity.keys.delete(first?.id ?? '');
    await expect(own.observe('board')).resolves.toBeDefined();
  });

  it('goes on with the keys it has while nobody lends new ones, until they end', async () => {
    const own = fleet();
    await own.observe('board');
    place.world.identity.roles.clear();
    now += hour / 2 + 1;
    await own.observe('board');
    await expect(own.observe('board')).resolves.toBeDefined();
    now += hour / 2;
    expect((await refused(own.observe('board'))).message).toContain(`taking on ${arn}`);
  });

  it('asks for new keys when its session was ended early, and not at each refusal', async () => {
    const own = fleet();
    await own.observe('board');
    endSessions(place.world.identity);
    expect((await refused(own.observe('board'))).message).toMatch(/ExpiredToken|RequestExpired/);
    now += 11_000;
    await refused(own.observe('board'));
    await expect(own.observe('board')).resolves.toBeDefined();
    expect(lent()).toHaveLength(2);
    const order = orderFor('board', 'rel_1');
    for (let tries = 0; tries < 3; tries += 1) await refused(own.protect(order, [], true));
    expect(lent()).toHaveLength(2);
  });

  it.each([
    ['another external id', { ...role, externalId: 'guessed' }, 'with this external_id'],
    ['none', { ...role, externalId: null }, 'ask for no external id'],
    ['no such role', { ...role, arn: `${arn}2` }, 'its trust policy must name them'],
  ])('says clearly that the trust refuses it: %s', async (_name, other, said) => {
    const fault = await refused(fleet({ role: other }).observe('board'));
    expect(fault.message).toContain(`AWS failed while taking on ${other.arn} as davy-board`);
    expect(fault.message).toContain('AccessDenied');
    expect(fault.message).toContain(said);
  });

  it('takes it on again after a refusal, once its trust is put right', async () => {
    const own = fleet({ role: { ...role, arn: `${arn}2` } });
    await refused(own.observe('board'));
    await place.control('things', {
      roles: [{ name: 'davy-board2', externalId: 'board-4711', policies: [lookOnly] }],
    });
    await expect(own.observe('board')).resolves.toBeDefined();
  });

  it('needs of its own account what deploy/aws/assume.json says, and no more', async () => {
    const written = readFileSync('deploy/aws/assume.json', 'utf8');
    const filled = written.replaceAll('ROLE_ARN', arn).replaceAll('EXTERNAL_ID', 'board-4711');
    const policy = z.looseObject({}).parse(JSON.parse(filled));
    const davy = { accessKeyId: 'AKIADAVY', secretAccessKey: 'secret-of-davy' };
    const asDavy = async (policies: readonly object[], to = role) => {
      await place.control('things', {
        users: [{ name: 'davy', keyId: davy.accessKeyId, secret: davy.secretAccessKey, policies }],
      });
      const options = place.options(place.newWay());
      return fleet({ role: to, aws: { ...options.aws, credentials: davy } }).observe('board');
    };
    await expect(asDavy([policy])).resolves.toBeDefined();
    expect((await refused(asDavy([]))).message).toContain('needs sts:AssumeRole');
    await place.control('things', { roles: [{ name: 'admin', policies: [lookOnly] }] });
    const other = { ...role, arn: 'arn:aws:iam::123456789012:role/admin' };
    expect((await refused(asDavy([policy], other))).message).toContain('AccessDenied');
  });
});
