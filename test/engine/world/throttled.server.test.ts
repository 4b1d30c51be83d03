import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Bucket } from '../../../playground/aws/buckets.ts';
import { orderParameter } from '../../../src/adapters/ec2-fleet/order-parameter.ts';
import { RollbackOrderRow } from '../../../src/adapters/postgres-ledger/rows/rollback-order.ts';
import { keys } from '../../playground/aws/an-aws.ts';
import { releaseOnEc2 } from '../../support/release-on-ec2.ts';

const users = 40;

/** An account of which somebody else has taken nearly everything: one call, and then a rest. */
const tight: Bucket = { most: 1, perSecond: 0.4 };
const limits = {
  'ec2:DescribeInstances': tight,
  'elasticloadbalancing:DescribeRules': tight,
};
/** Each of these is refused as well, time and again, by the word of its own service. */
const refused = {
  RequestLimitExceeded: [
    'ec2:RunInstances',
    'ec2:CreateTags',
    'ec2:ModifyInstanceAttribute',
    'ec2:TerminateInstances',
  ],
  Throttling: [
    'elasticloadbalancing:DescribeTargetHealth',
    'elasticloadbalancing:AddTags',
    'elasticloadbalancing:RegisterTargets',
    'elasticloadbalancing:ModifyRule',
    'elasticloadbalancing:DeregisterTargets',
  ],
  ThrottlingException: ['ssm:GetParameter', 'ssm:PutParameter'],
} as const;
const all = [...Object.values(refused).flat(), ...Object.keys(limits)];
const said = z.array(z.object({ api: z.string(), outcome: z.string() }));

let davy: Awaited<ReturnType<typeof releaseOnEc2>>;
beforeEach(async () => {
  davy = await releaseOnEc2(
    (endpoint) =>
      orderParameter({
        name: '/davy/board',
        sealing: { secret: 'a secret that signs orders', schema: RollbackOrderRow },
        aws: { region: 'eu-west-1', endpoint, credentials: keys },
        role: null,
        now: Date.now,
      }),
    users,
    null,
    limits,
  );
  for (const [code, apis] of Object.entries(refused))
    for (const api of apis)
      await davy.place.control('refusals', { api, code, status: 400, times: 2 });
});
afterEach(() => davy.place.close());

const phase = async () => (await davy.current())?.phase.kind;

/** Which APIs said "not so often". */
async function throttled() {
  const calls = said.parse(await davy.place.control('journal'));
  const no = calls.filter(({ outcome }) => Object.keys(refused).includes(outcome));
  return new Set(no.map(({ api }) => api));
}

const running = () => davy.place.instances().filter(({ id }) => davy.place.isRunning(id));

describe('a release while AWS says "not so often"', () => {
  it('goes through whole: nothing is launched twice, and nobody is cut', async () => {
    const isLive = async () => ['announcing', 'live'].includes((await phase()) ?? '');
    await davy.until(isLive, ['verifying', 'migrating', 'watching']);
    expect(await throttled()).toEqual(new Set(all));
    expect(davy.place.instances()).toHaveLength(4);
    expect(running().map(({ id }) => id)).toEqual(davy.news());
    expect(davy.usersOn(davy.news())).toBe(davy.everybody());
    expect(davy.everybody()).toBeGreaterThanOrEqual(users);
    expect(davy.place.machines().cutOff()).toEqual([]);
  });

  it('comes back whole', async () => {
    await davy.until(() => davy.usersOn(davy.news()) >= users / 2);
    await davy.goBack();
    await davy.until(async () => (await phase()) === 'rolled-back');
    expect(await throttled()).toEqual(new Set(all));
    expect(davy.place.instances()).toHaveLength(4);
    expect(running().map(({ id }) => id)).toEqual(davy.olds);
    expect(davy.usersOn(davy.olds)).toBe(davy.everybody());
    expect(davy.everybody()).toBeGreaterThanOrEqual(users);
    expect(davy.place.machines().cutOff()).toEqual([]);
  });
});
