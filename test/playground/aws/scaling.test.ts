import {
  CreateAutoScalingGroupCommand,
  CreateOrUpdateTagsCommand,
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  DescribePoliciesCommand,
  PutScalingPolicyCommand,
  ResumeProcessesCommand,
  SetInstanceProtectionCommand,
  SuspendProcessesCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  DescribeInstancesCommand,
  ModifyInstanceAttributeCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { balancerArns } from '../../../playground/aws/elb/things.ts';
import { anAws, codeOf, image, subnets, template, zones } from './an-aws.ts';

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
});
afterEach(() => aws.close());

const create = (more: object = {}) =>
  aws.scaling.send(
    new CreateAutoScalingGroupCommand({
      ...name,
      LaunchTemplate: { LaunchTemplateId: template, Version: '1' },
      MinSize: 2,
      MaxSize: 10,
      DesiredCapacity: 4,
      VPCZoneIdentifier: subnets.join(','),
      TargetGroupARNs: [arns.group('blue')],
      Tags: [{ Key: 'davy:line', Value: 'board', PropagateAtLaunch: true }],
      ...more,
    }),
  );
const group = async () => {
  const { AutoScalingGroups = [] } = await aws.scaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['web'] }),
  );
  return AutoScalingGroups[0];
};
const members = async () => ((await group())?.Instances ?? []).map((one) => one.InstanceId!);
const health = async () => {
  const { TargetHealthDescriptions = [] } = await aws.elb.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: arns.group('blue') }),
  );
  return TargetHealthDescriptions.map((one) => one.TargetHealth?.State);
};
const update = (more: object) =>
  aws.scaling.send(new UpdateAutoScalingGroupCommand({ ...name, ...more }));

describe('a group', () => {
  it('launches what it is to keep, over its zones, and lets it into its groups', async () => {
    await create();
    aws.pass(120);
    const found = await group();
    expect(found).toMatchObject({ MinSize: 2, DesiredCapacity: 4, HealthCheckType: 'EC2' });
    expect(found?.Instances?.map((one) => [one.LifecycleState, one.AvailabilityZone])).toEqual([
      ['InService', zones[0]],
      ['InService', zones[1]],
      ['InService', zones[0]],
      ['InService', zones[1]],
    ]);
    const { Reservations = [] } = await aws.ec2.send(
      new DescribeInstancesCommand({
        Filters: [
          { Name: 'tag:aws:autoscaling:groupName', Values: ['web'] },
          { Name: 'tag:davy:line', Values: ['board'] },
        ],
      }),
    );
    expect(Reservations.flatMap(({ Instances = [] }) => Instances)).toHaveLength(4);
    expect(await health()).toEqual(['healthy', 'healthy', 'healthy', 'healthy']);
  });

  it('a client that terminates a member gets another one of the old image', async () => {
    await create();
    aws.pass(120);
    const [victim = '', ...kept] = await members();
    await aws.ec2.send(new TerminateInstancesCommand({ InstanceIds: [victim] }));
    aws.pass(10);
    const after = await members();
    expect(after).toHaveLength(4);
    expect(after).toEqual(expect.arrayContaining(kept));
    const added = after.find((id) => !kept.includes(id))!;
    const { Reservations } = await aws.ec2.send(
      new DescribeInstancesCommand({ InstanceIds: [added] }),
    );
    expect(Reservations?.[0]?.Instances?.[0]?.ImageId).toBe(image);
  });

  it('a client that trusts termination protection loses servers to the group', async () => {
    await create();
    aws.pass(120);
    const ids = await members();
    for (const InstanceId of ids)
      await aws.ec2.send(
        new ModifyInstanceAttributeCommand({ InstanceId, DisableApiTermination: { Value: true } }),
      );
    await aws.scaling.send(
      new SetInstanceProtectionCommand({
        ...name,
        InstanceIds: ids.slice(0, 2),
        ProtectedFromScaleIn: true,
      }),
    );
    await update({ DesiredCapacity: 2 });
    const draining = (await health()).filter((state) => state === 'draining');
    expect(draining).toHaveLength(2);
    aws.pass(120);
    expect(await members()).toEqual(ids.slice(0, 2));
    await update({ MinSize: 0, DesiredCapacity: 0 });
    aws.pass(300);
    expect(await members()).toEqual(ids.slice(0, 2));
  });

  it('a client that scales under alarms is overruled, unless it suspends them', async () => {
    await create();
    aws.pass(120);
    await aws.control('alarm', { group: 'web', desired: 3 });
    expect((await group())?.DesiredCapacity).toBe(3);
    const ScalingProcesses = ['AZRebalance', 'ScheduledActions', 'AlarmNotification'];
    await aws.scaling.send(new SuspendProcessesCommand({ ...name, ScalingProcesses }));
    expect(await aws.control('alarm', { group: 'web', desired: 9 })).toEqual({ heard: false });
    expect((await group())?.SuspendedProcesses?.map((one) => one.ProcessName)).toEqual(
      ScalingProcesses,
    );
    await aws.scaling.send(new ResumeProcessesCommand({ ...name, ScalingProcesses }));
    expect(await aws.control('alarm', { group: 'web', desired: 9 })).toEqual({ heard: true });
    const unknown = new SuspendProcessesCommand({ ...name, ScalingProcesses: ['Sleep'] });
    expect(await codeOf(aws.scaling.send(unknown))).toBe('ValidationError');
  });

  it('replaces what its health checks find bad only where it is told to ask them', async () => {
    await create();
    aws.pass(120);
    const [sick = ''] = await members();
    aws.machines().say(sick, 'no-answer');
    aws.pass(300);
    expect(await members()).toContain(sick);
    await update({ HealthCheckType: 'ELB' });
    aws.pass(200);
    expect(await members()).not.toContain(sick);
    expect(await members()).toHaveLength(4);
  });

  it('waits where there is no room, and launches once there is', async () => {
    for (const zone of zones) await aws.control('room', { zone, type: 'c6i.large', left: 1 });
    await create();
    aws.pass(60);
    expect(await members()).toHaveLength(2);
    for (const zone of zones) await aws.control('room', { zone, type: 'c6i.large' });
    // What was started in the wrong zone is evened out.
    aws.pass(300);
    expect(await members()).toHaveLength(4);
  });

  it('refuses sizes that contradict each other, a name twice, and strangers', async () => {
    await create();
    expect(await codeOf(create())).toMatch(/^AlreadyExists/);
    expect(await codeOf(update({ DesiredCapacity: 11 }))).toBe('ValidationError');
    expect(await codeOf(update({ MinSize: 11 }))).toBe('ValidationError');
    const protect = (InstanceIds: string[]) =>
      aws.scaling.send(
        new SetInstanceProtectionCommand({ ...name, InstanceIds, ProtectedFromScaleIn: true }),
      );
    expect(await codeOf(protect(['i-00000000000000000']))).toBe('ValidationError');
    expect(await codeOf(protect(Array.from({ length: 51 }, () => 'i-0')))).toBe('ValidationError');
    const remove = new DeleteAutoScalingGroupCommand(name);
    expect(await codeOf(aws.scaling.send(remove))).toMatch(/^ResourceInUse/);
  });

  it('says which servers are members, keeps tags and policies as they were written', async () => {
    await create();
    aws.pass(60);
    const [id = ''] = await members();
    const { AutoScalingInstances } = await aws.scaling.send(
      new DescribeAutoScalingInstancesCommand({ InstanceIds: [id, 'i-00000000000000000'] }),
    );
    expect(AutoScalingInstances).toMatchObject([{ InstanceId: id, ...name }]);
    await aws.scaling.send(
      new CreateOrUpdateTagsCommand({
        Tags: [
          { ResourceId: 'web', Key: 'davy:suspended', Value: 'r-1', PropagateAtLaunch: false },
        ],
      }),
    );
    expect((await group())?.Tags).toContainEqual(
      expect.objectContaining({ Key: 'davy:suspended', Value: 'r-1', PropagateAtLaunch: false }),
    );
    const TargetTrackingConfiguration = {
      TargetValue: 50,
      PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' as const },
    };
    await aws.scaling.send(
      new PutScalingPolicyCommand({
        ...name,
        PolicyName: 'cpu',
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingConfiguration,
      }),
    );
    const { ScalingPolicies } = await aws.scaling.send(new DescribePoliciesCommand(name));
    expect(ScalingPolicies).toMatchObject([{ PolicyName: 'cpu', TargetTrackingConfiguration }]);
  });
});
