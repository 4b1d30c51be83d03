import { RunInstancesCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import {
  DeregisterTargetsCommand,
  DescribeListenersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ModifyRuleCommand,
  RegisterTargetsCommand,
  waitUntilTargetInService,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { balancerArns } from '../../../playground/aws/elb/things.ts';
import { anAws, codeOf, image } from './an-aws.ts';

const arns = balancerArns({ region: 'eu-west-1', account: '123456789012' });
const [blue, green, alone] = ['blue', 'green', 'alone'].map(arns.group) as [string, string, string];
const rule = arns.rule('board', 10);

let aws: Awaited<ReturnType<typeof anAws>>;
beforeEach(async () => {
  aws = await anAws({
    things: {
      groups: [
        { name: 'blue', attributes: { 'deregistration_delay.timeout_seconds': '60' } },
        { name: 'green', tags: { 'davy:line': 'board' } },
        { name: 'alone' },
      ],
      balancers: [
        {
          name: 'board',
          default: { blue: 1 },
          rules: [{ priority: 10, forward: { blue: 100, green: 0 } }],
        },
      ],
    },
  });
});
afterEach(() => aws.close());

const run = async (count: number) => {
  const { Instances = [] } = await aws.ec2.send(
    new RunInstancesCommand({ MinCount: count, MaxCount: count, ImageId: image }),
  );
  return Instances.map(({ InstanceId = '' }) => InstanceId);
};
const started = async (count: number) => {
  const ids = await run(count);
  aws.pass(60);
  return ids;
};
const targets = (ids: readonly string[]) => ids.map((Id) => ({ Id }));
const register = (TargetGroupArn: string, ids: readonly string[]) =>
  aws.elb.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: targets(ids) }));
const deregister = (TargetGroupArn: string, ids: readonly string[]) =>
  aws.elb.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets: targets(ids) }));
const health = async (TargetGroupArn: string, ids?: readonly string[]) => {
  const { TargetHealthDescriptions = [] } = await aws.elb.send(
    new DescribeTargetHealthCommand({
      TargetGroupArn,
      ...(ids ? { Targets: targets(ids) } : {}),
    }),
  );
  return TargetHealthDescriptions.map(({ TargetHealth: { State, Reason } = {} }) =>
    [State, Reason].filter(Boolean).join('/'),
  );
};
const weigh = (...groups: [string, number][]) =>
  aws.elb.send(
    new ModifyRuleCommand({
      RuleArn: rule,
      Actions: [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: groups.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })),
          },
        },
      ],
    }),
  );
const traffic = async () => ((await aws.control('traffic')) as object[])[0];

describe('a target', () => {
  it('a client that counts a registered target as open sends users to nobody', async () => {
    const ids = await started(1);
    await register(blue, ids);
    expect(await health(blue)).toEqual(['initial/Elb.RegistrationInProgress']);
    aws.pass(5);
    expect(await health(blue)).toEqual(['initial/Elb.InitialHealthChecking']);
    aws.pass(10);
    expect(await health(blue)).toEqual(['healthy']);
    const { state } = await waitUntilTargetInService(
      { client: aws.elb, maxWaitTime: 5, minDelay: 1, maxDelay: 1 },
      { TargetGroupArn: blue },
    );
    expect(state).toBe('SUCCESS');
  });

  it('a client that registers what does not run yet is refused, for all of them', async () => {
    const ready = await started(1);
    const fresh = await run(1);
    expect(await codeOf(register(blue, [...ready, ...fresh]))).toMatch(/^InvalidTarget/);
    expect(await health(blue)).toEqual([]);
    expect(await codeOf(register(blue, ['i-00000000000000000']))).toMatch(/^InvalidTarget/);
  });

  it('a client that waits for health in a group nobody sends to waits for ever', async () => {
    await register(alone, await started(1));
    aws.pass(3_600);
    expect(await health(alone)).toEqual(['unused/Target.NotInUse']);
  });

  it('is unused when it was never let in, or was stopped', async () => {
    const [one = '', two = ''] = await started(2);
    await register(blue, [one]);
    aws.pass(30);
    expect(await health(blue, [one, two])).toEqual(['healthy', 'unused/Target.NotRegistered']);
    await aws.ec2.send(new StopInstancesCommand({ InstanceIds: [one] }));
    expect(await health(blue)).toEqual(['unused/Target.InvalidState']);
  });

  it('turns bad after two checks, with the reason, and good again only after five', async () => {
    const [id = ''] = await started(1);
    await register(blue, [id]);
    aws.pass(30);
    const reasons: string[] = [];
    for (const kind of ['bad-status', 'too-late', 'no-answer'] as const) {
      aws.machines().say(id, kind);
      aws.pass(19);
      reasons.push(...(await health(blue)));
      aws.pass(2);
      reasons.push(...(await health(blue)));
    }
    expect(reasons).toEqual([
      'healthy',
      'unhealthy/Target.ResponseCodeMismatch',
      'unhealthy/Target.Timeout',
      'unhealthy/Target.Timeout',
      'unhealthy/Target.FailedHealthChecks',
      'unhealthy/Target.FailedHealthChecks',
    ]);
    aws.machines().say(id, 'well');
    aws.pass(45);
    expect(await health(blue)).toEqual(['unhealthy/Target.FailedHealthChecks']);
    aws.pass(10);
    expect(await health(blue)).toEqual(['healthy']);
  });

  it('a client that closes by deregistering has its users cut after the delay', async () => {
    const ids = await started(2);
    await register(blue, ids);
    aws.pass(30);
    await deregister(blue, ids.slice(0, 1));
    expect(await health(blue)).toEqual(['draining/Target.DeregistrationInProgress', 'healthy']);
    aws.pass(59);
    expect(await health(blue)).toHaveLength(2);
    expect(aws.machines().cutOff()).toEqual([]);
    aws.pass(2);
    expect(await health(blue)).toEqual(['healthy']);
    expect(aws.machines().cutOff()).toEqual(ids.slice(0, 1));
    expect(await codeOf(deregister(blue, ids.slice(0, 1)))).toBe('it worked');
  });
});

describe('a rule', () => {
  it('sends to the healthy of each group, by weight; weight 0 cuts nobody off', async () => {
    const [one = '', two = '', three = ''] = await started(3);
    await register(blue, [one]);
    await register(green, [two, three]);
    aws.pass(30);
    await weigh([blue, 75], [green, 25]);
    expect(await traffic()).toMatchObject({
      steering: [
        { id: one, share: 750 },
        { id: two, share: 125 },
        { id: three, share: 125 },
      ],
      lost: 0,
      failOpen: [],
    });
    await weigh([blue, 0], [green, 100]);
    aws.pass(3_600);
    expect(await health(blue)).toEqual(['healthy']);
    expect(aws.machines().cutOff()).toEqual([]);
    expect(aws.machines().steering()).toEqual([
      { id: one, share: 0 },
      { id: two, share: 500 },
      { id: three, share: 500 },
    ]);
  });

  it('a client that moves weight to an empty group loses those users', async () => {
    await register(blue, await started(1));
    aws.pass(30);
    await weigh([blue, 50], [green, 50]);
    expect(await traffic()).toMatchObject({ lost: 500 });
  });

  it('a client that leaves a group out of the rule makes its targets unused', async () => {
    await register(green, await started(1));
    aws.pass(30);
    expect(await health(green)).toEqual(['healthy']);
    await weigh([blue, 100]);
    expect(await health(green)).toEqual(['unused/Target.NotInUse']);
  });

  it('a client that reads "gets users" as "is well" is fooled where all are bad', async () => {
    const ids = await started(2);
    await register(blue, ids);
    aws.pass(30);
    for (const id of ids) aws.machines().say(id, 'no-answer');
    aws.pass(30);
    expect(await traffic()).toMatchObject({
      steering: ids.map((id) => ({ id, share: 500 })),
      failOpen: [blue],
    });
    aws.machines().say(ids[0]!, 'well');
    aws.pass(60);
    expect(await traffic()).toMatchObject({ steering: [{ id: ids[0], share: 1_000 }] });
  });

  it('is told by listener or by name, and its default cannot be changed', async () => {
    const ask = (input: object) => aws.elb.send(new DescribeRulesCommand(input));
    const { Rules = [] } = await ask({ ListenerArn: arns.listener('board') });
    expect(Rules.map(({ Priority, IsDefault }) => [Priority, IsDefault])).toEqual([
      ['10', false],
      ['default', true],
    ]);
    expect(Rules[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups).toEqual([
      { TargetGroupArn: blue, Weight: 100 },
      { TargetGroupArn: green, Weight: 0 },
    ]);
    expect(await codeOf(ask({}))).toBe('ValidationError');
    expect(await codeOf(ask({ RuleArns: [`${rule}0`] }))).toMatch(/^RuleNotFound/);
    const change = new ModifyRuleCommand({ RuleArn: arns.rule('board', null), Actions: [] });
    expect(await codeOf(aws.elb.send(change))).toMatch(/^OperationNotPermitted/);
    expect(await codeOf(weigh([blue, 1_000]))).toBe('ValidationError');
    expect(await codeOf(weigh([arns.group('nobody'), 1]))).toMatch(/^TargetGroupNotFound/);
  });
});

describe('groups and listeners', () => {
  it('say what they are set to, and whose they are', async () => {
    const { TargetGroups = [] } = await aws.elb.send(
      new DescribeTargetGroupsCommand({ LoadBalancerArn: arns.balancer('board') }),
    );
    expect(TargetGroups.map((one) => one.TargetGroupName)).toEqual(['blue', 'green']);
    const { Attributes } = await aws.elb.send(
      new DescribeTargetGroupAttributesCommand({ TargetGroupArn: blue }),
    );
    expect(Attributes).toContainEqual({ Key: 'deregistration_delay.timeout_seconds', Value: '60' });
    const { TagDescriptions } = await aws.elb.send(
      new DescribeTagsCommand({ ResourceArns: [green] }),
    );
    expect(TagDescriptions?.[0]?.Tags).toEqual([{ Key: 'davy:line', Value: 'board' }]);
    const { Listeners = [] } = await aws.elb.send(
      new DescribeListenersCommand({ LoadBalancerArn: arns.balancer('board') }),
    );
    expect(Listeners).toMatchObject([{ ListenerArn: arns.listener('board'), Port: 80 }]);
  });
});
