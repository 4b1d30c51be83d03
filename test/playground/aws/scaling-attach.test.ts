import {
  AttachInstancesCommand,
  CreateAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  DetachInstancesCommand,
  PutScalingPolicyCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { balancerArns } from '../../../playground/aws/elb/things.ts';
import { anAws, codeOf, image, subnets, template } from './an-aws.ts';

const arns = balancerArns({ region: 'eu-west-1', account: '123456789012' });
const name = { AutoScalingGroupName: 'web' };

let aws: Awaited<ReturnType<typeof anAws>>;
beforeEach(async () => {
  aws = await anAws({
    things: {
      groups: [{ name: 'blue', attributes: { 'deregistration_delay.timeout_seconds': '60' } }],
      balancers: [{ name: 'board', default: { blue: 1 } }],
    },
  });
  await aws.scaling.send(
    new CreateAutoScalingGroupCommand({
      ...name,
      LaunchTemplate: { LaunchTemplateId: template, Version: '1' },
      MinSize: 0,
      MaxSize: 3,
      DesiredCapacity: 0,
      VPCZoneIdentifier: subnets[0],
      TargetGroupARNs: [arns.group('blue')],
      Tags: [
        { Key: 'team', Value: 'board', PropagateAtLaunch: true },
        { Key: 'note', Value: 'x', PropagateAtLaunch: false },
      ],
    }),
  );
});
afterEach(() => aws.close());

async function start(count: number, SubnetId: string = subnets[0]): Promise<string[]> {
  const { Instances = [] } = await aws.ec2.send(
    new RunInstancesCommand({
      ImageId: image,
      InstanceType: 'c6i.large',
      SubnetId,
      MinCount: count,
      MaxCount: count,
    }),
  );
  return Instances.map(({ InstanceId = '' }) => InstanceId);
}
const attach = (InstanceIds: string[]) =>
  aws.scaling.send(new AttachInstancesCommand({ ...name, InstanceIds }));
const detach = (InstanceIds: string[], ShouldDecrementDesiredCapacity: boolean) =>
  aws.scaling.send(
    new DetachInstancesCommand({ ...name, InstanceIds, ShouldDecrementDesiredCapacity }),
  );
const web = () => aws.world.scaling.groups.get('web');
const health = async () => {
  const { TargetHealthDescriptions = [] } = await aws.elb.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: arns.group('blue') }),
  );
  return TargetHealthDescriptions.map((one) => one.TargetHealth?.State);
};

describe('a server that is put into a group', () => {
  it('must run, be in no group, be in a zone of it, and find room', async () => {
    const early = await start(2);
    expect(await codeOf(attach(early))).toBe('ValidationError');
    aws.pass(60);
    await attach(early);
    expect(await codeOf(attach(early))).toBe('ValidationError');
    const [elsewhere = '', ...more] = [...(await start(1, subnets[1])), ...(await start(2))];
    aws.pass(60);
    expect(await codeOf(attach([elsewhere]))).toBe('ValidationError');
    expect(await codeOf(attach(more))).toBe('ValidationError');
    expect(await codeOf(attach(Array.from({ length: 21 }, () => 'i-0')))).toBe('ValidationError');
    await attach(more.slice(0, 1));
    expect(web()).toMatchObject({ desired: 3 });
  });

  it('a client whose servers are all in one zone has half of them replaced', async () => {
    await aws.scaling.send(
      new UpdateAutoScalingGroupCommand({ ...name, VPCZoneIdentifier: subnets.join(',') }),
    );
    const ids = await start(2);
    aws.pass(60);
    await attach(ids);
    aws.pass(300);
    const members = [...(web()?.members.keys() ?? [])];
    expect(members).toHaveLength(2);
    expect(ids.filter((id) => members.includes(id))).toHaveLength(1);
  });

  it('gets its tags, serves in its target groups, and is replaced like any other', async () => {
    const [id = ''] = await start(1);
    aws.pass(60);
    await attach([id]);
    const { tags } = aws.world.compute.instances.get(id) ?? { tags: new Map() };
    expect(Object.fromEntries(tags)).toEqual({
      team: 'board',
      'aws:autoscaling:groupName': 'web',
    });
    aws.pass(60);
    expect(await health()).toEqual(['healthy']);
    aws.machines().say(id, 'no-answer');
    await aws.scaling.send(new UpdateAutoScalingGroupCommand({ ...name, HealthCheckType: 'ELB' }));
    aws.pass(300);
    expect([...(web()?.members.keys() ?? [])]).not.toContain(id);
    expect(web()?.members.size).toBe(1);
  });
});

describe('a server that is taken out of a group', () => {
  it('a client that does not lower the number gets another one of the old image', async () => {
    const ids = await start(2);
    aws.pass(60);
    await attach(ids);
    await detach(ids.slice(0, 1), false);
    aws.pass(60);
    expect(web()?.members.size).toBe(2);
    await detach(ids.slice(1), true);
    aws.pass(60);
    expect(web()?.members.size).toBe(1);
    expect(
      aws.world.compute.instances.get(ids[1] ?? '')?.tags.has('aws:autoscaling:groupName'),
    ).toBe(false);
  });

  it('drains in its target groups, and never goes below the least number', async () => {
    const ids = await start(2);
    aws.pass(60);
    await attach(ids);
    aws.pass(60);
    await aws.scaling.send(new UpdateAutoScalingGroupCommand({ ...name, MinSize: 2 }));
    expect(await codeOf(detach(ids, true))).toBe('ValidationError');
    await aws.scaling.send(new UpdateAutoScalingGroupCommand({ ...name, MinSize: 1 }));
    await detach(ids.slice(0, 1), true);
    expect(new Set(await health())).toEqual(new Set(['draining', 'healthy']));
    expect(await codeOf(detach(ids.slice(0, 1), true))).toBe('ValidationError');
  });
});

describe('groups', () => {
  it('are found by their tags, and by no filter that there is not', async () => {
    const by = async (Name: string, ...Values: string[]) => {
      const asked = { Filters: [{ Name, Values }] };
      const said = await aws.scaling.send(new DescribeAutoScalingGroupsCommand(asked));
      return said.AutoScalingGroups?.length;
    };
    expect(await by('tag:team', 'board', 'shop')).toBe(1);
    expect(await by('tag:team', 'shop')).toBe(0);
    expect(await by('tag-key', 'note')).toBe(1);
    expect(await codeOf(by('team', 'board'))).toBe('ValidationError');
  });

  it('a client that writes a policy as it was read is refused', async () => {
    const read = { PolicyName: 'cpu', PolicyType: 'TargetTrackingScaling', ...name };
    expect(await codeOf(aws.scaling.send(new PutScalingPolicyCommand(read)))).toBe(
      'ValidationError',
    );
  });

  it('launch from a template or by a mixed policy, and by one of both', async () => {
    const own = { LaunchTemplateId: template, Version: '1' };
    const mixed = { LaunchTemplate: { LaunchTemplateSpecification: own } };
    const create = (AutoScalingGroupName: string, more: object) =>
      aws.scaling.send(
        new CreateAutoScalingGroupCommand({
          AutoScalingGroupName,
          MinSize: 0,
          MaxSize: 1,
          VPCZoneIdentifier: subnets[0],
          ...more,
        }),
      );
    expect(await codeOf(create('none', {}))).toBe('ValidationError');
    const both = { LaunchTemplate: own, MixedInstancesPolicy: mixed };
    expect(await codeOf(create('both', both))).toBe('ValidationError');
    await create('spot', { MixedInstancesPolicy: mixed, DesiredCapacity: 1 });
    const said = await aws.scaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['spot'] }),
    );
    expect(said.AutoScalingGroups?.[0]).toMatchObject({ MixedInstancesPolicy: mixed });
    expect(said.AutoScalingGroups?.[0]?.LaunchTemplate).toBeUndefined();
    aws.pass(60);
    expect(aws.world.scaling.groups.get('spot')?.members.size).toBe(1);
  });
});
