import { z } from 'zod';
import { action } from '../action.ts';
import { subnetOf } from '../ec2/find.ts';
import { groupOf } from '../elb/find.ts';
import { requestTags } from '../iam/context.ts';
import { AwsFault } from '../wire/fault.ts';
import { flag, listOf, whole } from '../wire/input.ts';
import { treeOf } from '../wire/xml.ts';
import { checkSizes, scalingArn, scalingGroupOf, touchedGroup } from './find.ts';
import type { ScalingGroup } from './scaling.ts';
import { choiceOf, mixed, template, touchedByTemplate } from './template-choice.ts';

const name = { AutoScalingGroupName: z.string() };
const size = whole.pipe(z.int().min(0));
const tag = z.strictObject({
  Key: z.string(),
  Value: z.string().default(''),
  PropagateAtLaunch: flag.default(false),
  ResourceId: z.string().optional(),
  ResourceType: z.string().optional(),
});

/** Makes a group: it launches at once what it is told to keep. */
export const createAutoScalingGroup = action({
  input: z.strictObject({
    ...name,
    LaunchTemplate: template.optional(),
    MixedInstancesPolicy: mixed.optional(),
    MinSize: size,
    MaxSize: size,
    DesiredCapacity: size.optional(),
    VPCZoneIdentifier: z.string(),
    TargetGroupARNs: listOf(z.string()).default([]),
    HealthCheckType: z.enum(['EC2', 'ELB']).default('EC2'),
    HealthCheckGracePeriod: whole.default(0),
    NewInstancesProtectedFromScaleIn: flag.default(false),
    Tags: listOf(tag).default([]),
    DefaultInstanceWarmup: whole.optional(),
    DefaultCooldown: whole.optional(),
    TerminationPolicies: listOf(z.string()).optional(),
    CapacityRebalance: flag.optional(),
    MaxInstanceLifetime: whole.optional(),
    InstanceMaintenancePolicy: z.looseObject({}).optional(),
  }),
  touches: (world, input) => [
    ...touchedGroup(world, input).map((one) => ({
      ...one,
      context: requestTags(new Map(input.Tags.map(({ Key, Value }) => [Key, Value]))),
    })),
    ...touchedByTemplate(world, input),
  ],
  run(world, asked) {
    const { AutoScalingGroupName, MinSize: min, MaxSize: max } = asked;
    if (world.scaling.groups.has(AutoScalingGroupName))
      throw new AwsFault('AlreadyExists', 'AutoScalingGroup by this name already exists');
    const desired = asked.DesiredCapacity ?? min;
    const policy = asked.MixedInstancesPolicy;
    const chosen = policy?.LaunchTemplate.LaunchTemplateSpecification ?? asked.LaunchTemplate;
    if (chosen === undefined || (policy !== undefined && asked.LaunchTemplate !== undefined))
      throw new AwsFault(
        'ValidationError',
        'Valid requests must contain either LaunchTemplate, LaunchConfigurationName, ' +
          'InstanceId or MixedInstancesPolicy parameter.',
      );
    checkSizes({ min, max, desired });
    const subnets = asked.VPCZoneIdentifier.split(',');
    for (const id of subnets) subnetOf(world, id);
    for (const arn of asked.TargetGroupARNs) groupOf(world, arn);
    const group: ScalingGroup = {
      name: AutoScalingGroupName,
      arn: scalingArn(world, AutoScalingGroupName),
      createdAtMs: world.clock.now(),
      subnets,
      targetGroups: asked.TargetGroupARNs,
      members: new Map(),
      suspended: new Set(),
      tags: new Map(
        asked.Tags.map(({ Key, Value, PropagateAtLaunch }) => [
          Key,
          { value: Value, propagate: PropagateAtLaunch },
        ]),
      ),
      policies: new Map(),
      refreshes: [],
      mixed: policy && treeOf(policy),
      hooks: new Map(),
      scheduled: new Map(),
      warmPool: undefined,
      template: choiceOf(world, chosen),
      min,
      max,
      desired,
      healthCheck: asked.HealthCheckType,
      graceMs: asked.HealthCheckGracePeriod * 1_000,
      protectsNew: asked.NewInstancesProtectedFromScaleIn,
    };
    world.scaling.groups.set(group.name, group);
    return {};
  },
});

/** Changes a group; raising the least number raises what is wanted with it. */
export const updateAutoScalingGroup = action({
  input: z.strictObject({
    ...name,
    LaunchTemplate: template.optional(),
    MinSize: size.optional(),
    MaxSize: size.optional(),
    DesiredCapacity: size.optional(),
    HealthCheckType: z.enum(['EC2', 'ELB']).optional(),
    HealthCheckGracePeriod: whole.optional(),
    NewInstancesProtectedFromScaleIn: flag.optional(),
    VPCZoneIdentifier: z.string().optional(),
  }),
  touches: (world, input) => [...touchedGroup(world, input), ...touchedByTemplate(world, input)],
  run(world, asked) {
    const group = scalingGroupOf(world, asked.AutoScalingGroupName);
    const min = asked.MinSize ?? group.min;
    const max = asked.MaxSize ?? group.max;
    const desired = asked.DesiredCapacity ?? Math.min(max, Math.max(min, group.desired));
    checkSizes({ min, max, desired });
    Object.assign(group, { min, max, desired });
    if (asked.LaunchTemplate !== undefined) group.template = choiceOf(world, asked.LaunchTemplate);
    group.healthCheck = asked.HealthCheckType ?? group.healthCheck;
    group.graceMs = (asked.HealthCheckGracePeriod ?? group.graceMs / 1_000) * 1_000;
    group.subnets = asked.VPCZoneIdentifier?.split(',') ?? group.subnets;
    for (const id of group.subnets) subnetOf(world, id);
    group.protectsNew = asked.NewInstancesProtectedFromScaleIn ?? group.protectsNew;
    return {};
  },
});

/** Takes a group away; one that has servers only with force, and them with it. */
export const deleteAutoScalingGroup = action({
  input: z.strictObject({ ...name, ForceDelete: flag.default(false) }),
  touches: touchedGroup,
  run(world, { AutoScalingGroupName, ForceDelete }) {
    const group = scalingGroupOf(world, AutoScalingGroupName);
    if (group.members.size > 0 && !ForceDelete)
      throw new AwsFault(
        'ResourceInUse',
        'You cannot delete an AutoScalingGroup while there are instances still in the group.',
      );
    world.scaling.groups.delete(group.name);
    return {};
  },
});

/** Sets tags on groups; only servers launched later carry them. */
export const createOrUpdateTags = action({
  input: z.strictObject({ Tags: listOf(tag) }),
  touches: (world, { Tags }) =>
    Tags.flatMap(({ ResourceId = '', Key, Value }) =>
      touchedGroup(world, { AutoScalingGroupName: ResourceId }).map((one) => ({
        ...one,
        context: { ...one.context, ...requestTags(new Map([[Key, Value]])) },
      })),
    ),
  run(world, { Tags }) {
    for (const { ResourceId = '', Key, Value, PropagateAtLaunch } of Tags)
      scalingGroupOf(world, ResourceId).tags.set(Key, {
        value: Value,
        propagate: PropagateAtLaunch,
      });
    return {};
  },
});
