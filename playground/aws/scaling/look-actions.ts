import { z } from 'zod';
import { action } from '../action.ts';
import { AwsFault } from '../wire/fault.ts';
import { flag, listOf } from '../wire/input.ts';
import type { Tree } from '../wire/xml.ts';
import type { World } from '../world.ts';
import { paging, scalingPage } from './paging.ts';
import type { Member, ScalingGroup, TemplateChoice } from './scaling.ts';

/** Lists groups with their servers. A name that is not there is no fault: it is not in the list. */
export const describeAutoScalingGroups = action({
  input: z.strictObject({
    ...paging,
    AutoScalingGroupNames: listOf(z.string()).default([]),
    Filters: listOf(
      z.strictObject({ Name: z.string(), Values: listOf(z.string()).default([]) }),
    ).default([]),
    IncludeInstances: flag.optional(),
  }),
  run(world, { AutoScalingGroupNames: names, Filters, MaxRecords = 50, NextToken }) {
    const all = [...world.scaling.groups.values()].filter(
      (group) =>
        (names.length === 0 || names.includes(group.name)) &&
        Filters.every((filter) => fits(group, filter)),
    );
    const { items, next } = scalingPage(all, MaxRecords, NextToken);
    return { AutoScalingGroups: items.map((one) => groupTree(world, one)), NextToken: next };
  },
});

function fits(
  { tags }: ScalingGroup,
  { Name, Values }: { readonly Name: string; readonly Values: readonly string[] },
): boolean {
  if (Name === 'tag-key') return Values.some((key) => tags.has(key));
  if (Name === 'tag-value') return [...tags.values()].some(({ value }) => Values.includes(value));
  const [, key] = /^tag:(.+)$/.exec(Name) ?? [];
  if (key === undefined) throw new AwsFault('ValidationError', `Invalid filter name ${Name}`);
  return Values.includes(tags.get(key)?.value ?? '');
}

/** Lists servers that belong to groups: asked about others, it says nothing of them. */
export const describeAutoScalingInstances = action({
  input: z.strictObject({ ...paging, InstanceIds: listOf(z.string()).default([]) }),
  run(world, { InstanceIds, MaxRecords = 50, NextToken }) {
    const all = [...world.scaling.groups.values()].flatMap((group) =>
      [...group.members.values()]
        .filter(({ instance }) => InstanceIds.length === 0 || InstanceIds.includes(instance))
        .map((member) => ({
          ...memberTree(world, group, member),
          AutoScalingGroupName: group.name,
          HealthStatus: 'HEALTHY',
        })),
    );
    const { items, next } = scalingPage(all, Math.min(50, MaxRecords), NextToken);
    return { AutoScalingInstances: items, NextToken: next };
  },
});

/** A template as Auto Scaling answers it. */
export function choiceTree({ compute }: World, { id, version }: TemplateChoice): Tree {
  return {
    LaunchTemplateId: id,
    LaunchTemplateName: compute.templates.get(id)?.name,
    Version: version,
  };
}

function memberTree(
  world: World,
  group: ScalingGroup,
  { instance, lifecycle, isProtected, version }: Member,
): { readonly [name: string]: Tree } {
  const own = world.compute.instances.get(instance);
  return {
    InstanceId: instance,
    InstanceType: own?.type,
    AvailabilityZone: own?.zone,
    LifecycleState: lifecycle,
    HealthStatus: 'Healthy',
    LaunchTemplate: choiceTree(world, { id: group.template.id, version }),
    ProtectedFromScaleIn: isProtected,
  };
}

function groupTree(world: World, group: ScalingGroup): Tree {
  const zones = group.subnets.flatMap((id) => world.compute.subnets.get(id)?.zone ?? []);
  return {
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    ...(group.mixed === undefined
      ? { LaunchTemplate: choiceTree(world, group.template) }
      : { MixedInstancesPolicy: group.mixed }),
    WarmPoolConfiguration: group.warmPool,
    MinSize: group.min,
    MaxSize: group.max,
    DesiredCapacity: group.desired,
    DefaultCooldown: 300,
    AvailabilityZones: [...new Set(zones)],
    LoadBalancerNames: [],
    TargetGroupARNs: group.targetGroups,
    HealthCheckType: group.healthCheck,
    HealthCheckGracePeriod: group.graceMs / 1_000,
    Instances: [...group.members.values()].map((one) => memberTree(world, group, one)),
    CreatedTime: new Date(group.createdAtMs).toISOString(),
    SuspendedProcesses: [...group.suspended].map((ProcessName) => ({
      ProcessName,
      SuspensionReason: 'User suspended',
    })),
    VPCZoneIdentifier: group.subnets.join(','),
    EnabledMetrics: [],
    Tags: [...group.tags].map(([Key, { value, propagate }]) => ({
      ResourceId: group.name,
      ResourceType: 'auto-scaling-group',
      Key,
      Value: value,
      PropagateAtLaunch: propagate,
    })),
    TerminationPolicies: ['Default'],
    NewInstancesProtectedFromScaleIn: group.protectsNew,
  };
}
