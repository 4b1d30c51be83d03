import type { AutoScalingGroup, ScalingPolicy } from '@aws-sdk/client-auto-scaling';
import { describe, expect, it } from 'vitest';
import { whyNotCopied } from '../../../src/adapters/ec2-fleet/scaling/copyable.ts';
import { copyInput, policyInput } from '../../../src/adapters/ec2-fleet/scaling/copy-input.ts';

const template = { id: 'lt-0123456789abcdef0', version: 7 };
const options = { template, subnets: ['subnet-a'], group: { copy: 'web' } };
const numbered = { LaunchTemplateId: template.id, Version: '7' };
const policy: ScalingPolicy = {
  PolicyName: 'load',
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingConfiguration: { TargetValue: 50 },
};

type Planted = {
  readonly shown?: Partial<AutoScalingGroup>;
  readonly tags?: Readonly<Record<string, string>>;
  readonly policies?: readonly ScalingPolicy[];
  readonly hooks?: readonly string[];
  readonly scheduled?: readonly string[];
};

const shownAs = (more: Partial<AutoScalingGroup>): AutoScalingGroup => ({
  AutoScalingGroupName: 'web',
  MinSize: 2,
  MaxSize: 6,
  DesiredCapacity: 2,
  DefaultCooldown: 300,
  AvailabilityZones: ['eu-west-1a'],
  HealthCheckType: 'ELB',
  CreatedTime: new Date(0),
  LaunchTemplate: numbered,
  VPCZoneIdentifier: 'subnet-b, subnet-a',
  ...more,
});
const web = { name: 'web', min: 2, max: 6, desired: 2, members: [], suspended: [], tags: {} };

function whys({ shown = {}, tags = {}, policies = [policy], hooks = [], scheduled = [] }: Planted) {
  const group = { ...web, tags, shown: shownAs(shown) };
  return whyNotCopied({ group, policies, hooks, scheduled }, options).map(
    ({ what, todo }) => `${what}. ${todo}`,
  );
}

describe('an Auto Scaling group that Davy is to copy', () => {
  it('is copied where a copy loses nothing', () => {
    expect(whys({ tags: { 'aws:cloudformation:stack-name': 'web' } })).toEqual([]);
    const mixed = { LaunchTemplate: { LaunchTemplateSpecification: numbered } };
    expect(whys({ shown: { LaunchTemplate: undefined, MixedInstancesPolicy: mixed } })).toEqual([]);
  });

  it.each<readonly [string, Planted, RegExp]>([
    [
      'a launch configuration',
      { shown: { LaunchTemplate: undefined } },
      /no launch template\. Let/,
    ],
    [
      'another template',
      { shown: { LaunchTemplate: { LaunchTemplateId: 'lt-1', Version: '7' } } },
      /launches from lt-1, and fleet\.launch_template is lt-0123456789abcdef0/,
    ],
    [
      'a version that moves',
      { shown: { LaunchTemplate: { LaunchTemplateId: template.id } } },
      /version \$Default\. Give it the number/,
    ],
    [
      'a template for each type',
      {
        shown: {
          MixedInstancesPolicy: {
            LaunchTemplate: {
              LaunchTemplateSpecification: numbered,
              Overrides: [{ InstanceType: 'c6g.large', LaunchTemplateSpecification: numbered }],
            },
          },
        },
      },
      /another launch template for some of its types/,
    ],
    ['other subnets', { shown: { VPCZoneIdentifier: 'subnet-b' } }, /is not in subnet-a\. Add it/],
    [
      'a warm pool',
      { shown: { WarmPoolConfiguration: { MinSize: 0 } } },
      /has a warm pool\. Delete the warm pool/,
    ],
    ['a lifecycle hook', { hooks: ['boot'] }, /has the lifecycle hook boot\./],
    ['a scheduled action', { scheduled: ['night'] }, /has the scheduled action night\./],
    [
      'a policy that an alarm carries out',
      { policies: [{ PolicyName: 'steps', PolicyType: 'StepScaling' }] },
      /policy steps, which is no target tracking\. Write it as target tracking/,
    ],
    [
      'a policy that calculates',
      {
        policies: [
          {
            ...policy,
            TargetTrackingConfiguration: {
              TargetValue: 1,
              CustomizedMetricSpecification: { Metrics: [{ Id: 'm1', Expression: 'a/b' }] },
            },
          },
        ],
      },
      /policy load, which calculates its metric/,
    ],
    ['another manager', { tags: { AmazonECSManaged: 'true' } }, /is managed by Amazon ECS\. Rel/],
  ])('is not for %s, and it is said what to do', (_name, planted, message) => {
    const all = whys(planted);
    expect(all).toHaveLength(1);
    expect(all[0]).toMatch(message);
  });

  it('is like the other but for its names, its version and its target group', () => {
    const mixed = {
      LaunchTemplate: {
        LaunchTemplateSpecification: numbered,
        Overrides: [{ InstanceType: 'c6i.large' }],
      },
      InstancesDistribution: { OnDemandPercentageAboveBaseCapacity: 20 },
    };
    const shown = shownAs({
      LaunchTemplate: undefined,
      MixedInstancesPolicy: mixed,
      TargetGroupARNs: ['arn:blue', 'arn:of-others', 'arn:waiting'],
      Tags: [
        { Key: 'Role', Value: 'other', PropagateAtLaunch: true },
        { Key: 'team', Value: 'board', PropagateAtLaunch: true },
        { Key: 'aws:cloudformation:stack-name', Value: 'web' },
        { Key: 'davy:suspended', Value: 'rel_0 AZRebalance' },
      ],
    });
    const written = copyInput(
      { ...web, shown, min: 0, max: 0, tags: { 'davy:sizes': '2/6' } },
      {
        name: 'web-davy-rel_1-1.42.0',
        target: 'arn:green',
        bearing: { release: 'rel_1', version: '1.42.0' },
        version: 8,
        machines: [{ id: 'i-1' }],
      },
      { service: 'board', release: 'rel_1' },
      {
        template,
        select: { Role: 'board' },
        groups: ['arn:blue', 'arn:green', 'arn:red'],
        waiting: 'arn:waiting',
      },
    );
    expect(written).toMatchObject({
      MinSize: 0,
      MaxSize: 6,
      DesiredCapacity: 0,
      TargetGroupARNs: ['arn:green', 'arn:of-others'],
      MixedInstancesPolicy: {
        ...mixed,
        LaunchTemplate: {
          ...mixed.LaunchTemplate,
          LaunchTemplateSpecification: { LaunchTemplateId: template.id, Version: '8' },
        },
      },
    });
    expect(written).not.toHaveProperty('LaunchTemplate');
    const tags = (written.Tags ?? []).map(({ Key, Value, PropagateAtLaunch: isTold }) => [
      Key,
      Value,
      isTold,
    ]);
    expect(tags).toEqual([
      ['Role', 'board', true],
      ['davy:line', 'board', true],
      ['davy:release', 'rel_1', true],
      ['davy:version', '1.42.0', true],
      ['davy:open', 'yes', true],
      ['davy:group', 'arn:green', true],
      ['Name', 'board 1.42.0', true],
      ['davy:for', 'rel_1', false],
      ['davy:whole', 'no', false],
      ['team', 'board', true],
    ]);
  });

  it('has policies that measure the copy, and not what nobody uses any more', () => {
    const groups = ['blue', 'green'].map((name) => `arn:aws:x:targetgroup/${name}/1`);
    const to = { name: 'web-davy-rel_1-1.42.0', target: groups[1] ?? '' };
    const written = policyInput(
      {
        ...policy,
        PolicyARN: 'arn:policy',
        Alarms: [{ AlarmName: 'a' }],
        TargetTrackingConfiguration: {
          TargetValue: 50,
          CustomizedMetricSpecification: {
            Dimensions: [
              { Name: 'AutoScalingGroupName', Value: 'web' },
              { Name: 'TargetGroup', Value: 'targetgroup/blue/1' },
              { Name: 'LoadBalancer', Value: 'app/board/1' },
            ],
          },
        },
      },
      to,
      { groups },
    );
    expect(written).not.toHaveProperty('PolicyARN');
    expect(written).not.toHaveProperty('Alarms');
    expect(written.TargetTrackingConfiguration?.CustomizedMetricSpecification?.Dimensions).toEqual([
      { Name: 'AutoScalingGroupName', Value: to.name },
      { Name: 'TargetGroup', Value: 'targetgroup/green/1' },
      { Name: 'LoadBalancer', Value: 'app/board/1' },
    ]);
  });
});
