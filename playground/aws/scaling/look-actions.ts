import { z } from 'zod';
import { action } from '../action.ts';
import { pageOf } from '../page.ts';
import { flag, listOf, whole } from '../wire/input.ts';
import type { Tree } from '../wire/xml.ts';
import type { World } from '../world.ts';
import type { Member, ScalingGroup, TemplateChoice } from './scaling.ts';

const paging = { MaxRecords: whole.optional(), NextToken: z.string().optional() };

/** Lists groups with their servers. A name that is not there is no fault: it is not in the list. */
export const describeAutoScalingGroups = action({
  input: z.strictObject({
    ...paging,
    AutoScalingGroupNames: listOf(z.string()).default([]),
    Filters: listOf(z.looseObject({})).default([]),
    IncludeInstances: flag.optional(),
  }),
  run(world, { AutoScalingGroupNames: names, MaxRecords = 50, NextToken }) {
    const all = [...world.scaling.groups.values()].filter(
      ({ name }) => names.length === 0 || names.includes(name),
    );
    const { items, next } = pageOf(all, Math.min(100, MaxRecords), NextToken, 'InvalidNextToken');
    return { AutoScalingGroups: items.map((one) => groupTree(world, one)), NextToken: next };
  },
});

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
    const { items, next } = pageOf(all, Math.min(50, MaxRecords), NextToken, 'InvalidNextToken');
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
    LaunchTemplate: choiceTree(world, group.template),
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
