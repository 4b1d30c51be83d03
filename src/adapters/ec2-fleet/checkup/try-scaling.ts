import type { Ec2FleetOptions } from '../options.ts';
import type { ScalingGroup } from '../scaling/groups.ts';
import { ask, type Came, type CheckupAws, type Denial } from './calls.ts';

/** Who is denied what of scaling, and which actions were asked for. */
export type TriedScaling = {
  readonly denials: readonly Denial[];
  readonly actions: readonly string[];
};

/** Where no group is copied, nothing is asked for. */
export const noScalingTried: TriedScaling = { denials: [], actions: [] };

/** No server and no group is ever called so. */
const nobody = 'i-00000000000000000';

/**
 * Auto Scaling knows no dry run. Each is asked for a group that is none, by a name that a copy
 * could have: AWS refuses it once its policies have allowed it. Where there is such a group after
 * all, nobody tries.
 */
export async function tryScaling(
  aws: CheckupAws,
  groups: readonly ScalingGroup[],
  { group, template, subnets }: Pick<Ec2FleetOptions, 'group' | 'template' | 'subnets'>,
): Promise<TriedScaling> {
  const name = `${group?.copy ?? ''}-davy-doctor`;
  if (group === null || groups.some((one) => one.name === name)) return noScalingTried;
  const named = { AutoScalingGroupName: name };
  const numbered = { LaunchTemplateId: template.id, Version: String(template.version) };
  const all: readonly Came<unknown>[] = await Promise.all([
    ask('ec2:CreateLaunchTemplateVersion', (how) =>
      aws.createLaunchTemplateVersion(
        {
          DryRun: true,
          LaunchTemplateId: template.id,
          SourceVersion: String(template.version),
          LaunchTemplateData: { DisableApiTermination: true },
        },
        how,
      ),
    ),
    // Nobody can have at least one and at most none.
    ask('autoscaling:CreateAutoScalingGroup', (how) =>
      aws.createAutoScalingGroup(
        {
          ...named,
          LaunchTemplate: numbered,
          MinSize: 1,
          MaxSize: 0,
          VPCZoneIdentifier: subnets.join(','),
        },
        how,
      ),
    ).then(byGroup),
    ...tryOnNone(aws, name),
  ]);
  const denials = all.flatMap((one): readonly Denial[] => (one.kind === 'denied' ? [one] : []));
  return { denials, actions: Object.keys(scalingStatements) };
}

/** What changes a group, on one that is not there. */
function tryOnNone(aws: CheckupAws, name: string): readonly Promise<Came<unknown>>[] {
  const named = { AutoScalingGroupName: name };
  const servers = { ...named, InstanceIds: [nobody] };
  const still = { ...named, ScalingProcesses: ['AlarmNotification'] };
  const tag = { ResourceId: name, ResourceType: 'auto-scaling-group', Key: 'davy:whole' };
  return [
    ask('autoscaling:AttachInstances', (how) => aws.attachInstances(servers, how)),
    ask('autoscaling:DetachInstances', (how) =>
      aws.detachInstances({ ...servers, ShouldDecrementDesiredCapacity: true }, how),
    ),
    ask('autoscaling:UpdateAutoScalingGroup', (how) => aws.updateAutoScalingGroup(named, how)),
    ask('autoscaling:CreateOrUpdateTags', (how) =>
      aws.createOrUpdateTags({ Tags: [{ ...tag, Value: '', PropagateAtLaunch: false }] }, how),
    ),
    ask('autoscaling:PutScalingPolicy', (how) =>
      aws.putScalingPolicy(
        {
          ...named,
          PolicyName: 'doctor',
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingConfiguration: {
            TargetValue: 50,
            PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
          },
        },
        how,
      ),
    ),
    ask('autoscaling:SuspendProcesses', (how) => aws.suspendProcesses(still, how)),
    ask('autoscaling:ResumeProcesses', (how) => aws.resumeProcesses(still, how)),
    ask('autoscaling:DeleteAutoScalingGroup', (how) => aws.deleteAutoScalingGroup(named, how)),
  ];
}

/** What a group launches later is asked about when it is made, and allowed apart. */
function byGroup<T>(came: Came<T>): Came<T> {
  const isLaunch =
    came.kind === 'denied' &&
    came.action === 'ec2:RunInstances' &&
    /:(instance|volume|network-interface)\//.test(came.resource);
  return isLaunch ? { ...came, statement: 'LetGroupsLaunchFromIt' } : came;
}

/** Where the policy for scaling allows an action. */
export const scalingStatements: Readonly<Record<string, string>> = {
  'autoscaling:DescribeAutoScalingGroups': 'LookAtScaling',
  'autoscaling:DescribeLifecycleHooks': 'LookAtScaling',
  'autoscaling:DescribePolicies': 'LookAtScaling',
  'autoscaling:DescribeScheduledActions': 'LookAtScaling',
  'ec2:CreateLaunchTemplateVersion': 'NumberTheTemplate',
  'autoscaling:AttachInstances': 'MoveServersBetweenGroups',
  'autoscaling:CreateAutoScalingGroup': 'MoveServersBetweenGroups',
  'autoscaling:CreateOrUpdateTags': 'MoveServersBetweenGroups',
  'autoscaling:DetachInstances': 'MoveServersBetweenGroups',
  'autoscaling:PutScalingPolicy': 'MoveServersBetweenGroups',
  'autoscaling:ResumeProcesses': 'MoveServersBetweenGroups',
  'autoscaling:SuspendProcesses': 'MoveServersBetweenGroups',
  'autoscaling:UpdateAutoScalingGroup': 'MoveServersBetweenGroups',
  'autoscaling:DeleteAutoScalingGroup': 'TakeEmptyCopiesAway',
};
