import type {
  CreateAutoScalingGroupCommandInput,
  MetricDimension,
  PutScalingPolicyCommandInput,
  ScalingPolicy,
} from '@aws-sdk/client-auto-scaling';
import type { Order } from '../../../ports/fleet.ts';
import type { Bearing } from '../machines.ts';
import type { Ec2FleetOptions } from '../options.ts';
import { tagNames } from '../tags.ts';
import { groupTags, type ScalingGroup, sizesOf } from './groups.ts';

/** What a copy has of its own. */
export type OfCopy = {
  readonly name: string;
  /** The target group that its servers serve in. */
  readonly target: string;
  readonly bearing: Bearing;
  /** The version of the template that has the image. */
  readonly version: number;
  readonly machines: readonly { readonly id: string }[];
};

/**
 * A group like another one, which starts nobody yet: servers are put into it. What it starts later
 * bears the names of those, so that it is told from nobody.
 */
export function copyInput(
  source: ScalingGroup,
  copy: OfCopy,
  order: Pick<Order, 'service' | 'release'>,
  options: CopyOptions,
): CreateAutoScalingGroupCommandInput {
  const { shown } = source;
  const { groups, waiting, template } = options;
  const beside = (shown.TargetGroupARNs ?? []).filter(
    (arn) => arn !== waiting && !groups.includes(arn),
  );
  const own = { LaunchTemplateId: template.id, Version: String(copy.version) };
  const mixed = shown.MixedInstancesPolicy;
  return {
    AutoScalingGroupName: copy.name,
    MinSize: 0,
    MaxSize: Math.max(sizesOf(source).max, copy.machines.length),
    DesiredCapacity: 0,
    ...(mixed
      ? {
          MixedInstancesPolicy: {
            ...mixed,
            LaunchTemplate: { ...mixed.LaunchTemplate, LaunchTemplateSpecification: own },
          },
        }
      : { LaunchTemplate: own }),
    VPCZoneIdentifier: shown.VPCZoneIdentifier,
    TargetGroupARNs: [copy.target, ...beside],
    HealthCheckType: shown.HealthCheckType,
    HealthCheckGracePeriod: shown.HealthCheckGracePeriod,
    DefaultCooldown: shown.DefaultCooldown,
    DefaultInstanceWarmup: shown.DefaultInstanceWarmup,
    TerminationPolicies: shown.TerminationPolicies,
    NewInstancesProtectedFromScaleIn: shown.NewInstancesProtectedFromScaleIn,
    CapacityRebalance: shown.CapacityRebalance,
    MaxInstanceLifetime: shown.MaxInstanceLifetime,
    InstanceMaintenancePolicy: shown.InstanceMaintenancePolicy,
    Tags: tagsOf(source, copy, order, options),
  };
}

/** Its own names, and what else stands on the group it is like. */
function tagsOf(
  { shown }: ScalingGroup,
  { target, bearing }: OfCopy,
  { service, release }: Pick<Order, 'service' | 'release'>,
  { select }: Pick<CopyOptions, 'select'>,
) {
  const told = {
    ...select,
    [tagNames.line]: service,
    [tagNames.release]: bearing.release,
    [tagNames.version]: bearing.version,
    [tagNames.open]: 'yes',
    [tagNames.group]: target,
    Name: `${service} ${bearing.version}`,
  };
  const noted = { [groupTags.madeFor]: release, [groupTags.whole]: 'no' };
  const taken = new Set(Object.keys({ ...told, ...noted }));
  const others = (shown.Tags ?? []).filter(
    ({ Key = '' }) => !taken.has(Key) && !/^(aws|davy):/.test(Key),
  );
  return [
    ...Object.entries(told).map(([Key, Value]) => tagOf(Key, Value, true)),
    ...Object.entries(noted).map(([Key, Value]) => tagOf(Key, Value, false)),
    ...others.map(({ Key = '', Value = '', PropagateAtLaunch = false }) =>
      tagOf(Key, Value, PropagateAtLaunch),
    ),
  ];
}

type CopyOptions = Pick<Ec2FleetOptions, 'select' | 'groups' | 'waiting' | 'template'>;

function tagOf(Key: string, Value: string, PropagateAtLaunch: boolean) {
  return { Key, Value, PropagateAtLaunch };
}

/**
 * A policy as it is written for another group. What it measures by the names of the group or its
 * target group is measured by the new names: else it would scale by what nobody uses any more.
 */
export function policyInput(
  policy: ScalingPolicy,
  { name, target }: Pick<OfCopy, 'name' | 'target'>,
  { groups }: Pick<Ec2FleetOptions, 'groups'>,
): PutScalingPolicyCommandInput {
  const tracking = policy.TargetTrackingConfiguration;
  const { PredefinedMetricSpecification: known, CustomizedMetricSpecification: custom } =
    tracking ?? {};
  const inTarget = (text: string) =>
    groups.reduce((said, arn) => said.replace(lastOf(arn), lastOf(target)), text);
  const renamed = ({ Name, Value = '' }: MetricDimension): MetricDimension => ({
    Name,
    Value: Name === 'AutoScalingGroupName' ? name : inTarget(Value),
  });
  return {
    AutoScalingGroupName: name,
    PolicyName: policy.PolicyName,
    PolicyType: policy.PolicyType,
    Enabled: policy.Enabled,
    ...(policy.EstimatedInstanceWarmup === undefined
      ? {}
      : { EstimatedInstanceWarmup: policy.EstimatedInstanceWarmup }),
    ...(tracking && {
      TargetTrackingConfiguration: {
        ...tracking,
        ...(known?.ResourceLabel !== undefined && {
          PredefinedMetricSpecification: {
            ...known,
            ResourceLabel: inTarget(known.ResourceLabel),
          },
        }),
        ...(custom?.Dimensions && {
          CustomizedMetricSpecification: {
            ...custom,
            Dimensions: custom.Dimensions.map(renamed),
          },
        }),
      },
    }),
  };
}

/** `targetgroup/blue/73e2d6bc24d8a067`: how metrics name a target group. */
function lastOf(arn: string): string {
  return arn.split(':').at(-1) ?? arn;
}
