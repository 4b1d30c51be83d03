import type { ScalingPolicy } from '@aws-sdk/client-auto-scaling';
import { everyPage } from '../every-page.ts';
import type { AwsReach } from '../reach.ts';
import type { Ec2FleetOptions } from '../options.ts';
import type { ScalingGroup } from './groups.ts';

/** A group with what is asked of it apart. */
type GroupForCopy = {
  readonly group: ScalingGroup;
  readonly policies: readonly ScalingPolicy[];
  readonly hooks: readonly string[];
  readonly scheduled: readonly string[];
};

/** Reads all of a group that a copy would have to have. */
export async function readForCopy(
  reach: Pick<AwsReach, 'describePolicies' | 'describeLifecycleHooks' | 'describeScheduledActions'>,
  group: ScalingGroup,
): Promise<GroupForCopy> {
  const { name } = group;
  const asked = { AutoScalingGroupName: name };
  const schedules = `reading the scheduled actions of ${name}`;
  const [policies, { LifecycleHooks = [] }, scheduled] = await Promise.all([
    policiesOf(reach, name),
    reach.describeLifecycleHooks(`reading the lifecycle hooks of ${name}`, asked),
    everyPage(
      schedules,
      (from) => reach.describeScheduledActions(schedules, { ...asked, ...from }),
      (page) => page.ScheduledUpdateGroupActions,
    ),
  ]);
  return {
    group,
    policies,
    hooks: LifecycleHooks.map(({ LifecycleHookName = '' }) => LifecycleHookName),
    scheduled: scheduled.map(({ ScheduledActionName = '' }) => ScheduledActionName),
  };
}

/** By what a group scales: a policy that is left out of a copy is missed at night. */
export function policiesOf(
  reach: Pick<AwsReach, 'describePolicies'>,
  name: string,
): Promise<readonly ScalingPolicy[]> {
  const doing = `reading the policies of ${name}`;
  return everyPage(
    doing,
    (from) => reach.describePolicies(doing, { AutoScalingGroupName: name, ...from }),
    (page) => page.ScalingPolicies,
  );
}

type Why = { readonly what: string; readonly todo: string };

/** What of a group a copy would lose or do wrong; none where all of it can be copied. */
export function whyNotCopied(
  seen: GroupForCopy | undefined,
  { template, subnets, group: said }: Pick<Ec2FleetOptions, 'template' | 'subnets' | 'group'>,
): readonly Why[] {
  if (seen === undefined)
    return [
      {
        what: `there is no Auto Scaling group ${said?.copy ?? ''}`,
        todo: 'Write the name of the one that has the servers into fleet.group.copy of davy.yml',
      },
    ];
  const { group } = seen;
  const { name, shown } = group;
  const what = `the Auto Scaling group ${name}`;
  const { VPCZoneIdentifier = '', WarmPoolConfiguration: pool } = shown;
  const zones = VPCZoneIdentifier.split(',').map((one) => one.trim());
  const outside = subnets.filter((one) => !zones.includes(one));
  const manager = managers.find(({ tag }) => Object.keys(group.tags).some((key) => tag.test(key)));
  const all: readonly (Why | false)[] = [
    manager !== undefined && {
      what: `${what} is managed by ${manager.who}`,
      todo: `Release through ${manager.who}: it would undo what Davy does to the group`,
    },
    ...faultsOfTemplate(group, template),
    outside.length > 0 && {
      what: `${what} is not in ${outside.join(', ')}`,
      todo: 'Add it to the group, or take it out of fleet.subnets: no server there can join it',
    },
    pool !== undefined && {
      what: `${what} has a warm pool`,
      todo: 'Delete the warm pool: a copy has none, and what waits in it is of the old image',
    },
    ...faultsBeside(seen),
  ];
  return all.filter((one) => one !== false);
}

/** What is asked of a group apart. */
function faultsBeside({
  group: { name },
  policies,
  hooks,
  scheduled,
}: GroupForCopy): readonly (Why | false)[] {
  const what = `the Auto Scaling group ${name}`;
  const byAlarm = policies.find(({ PolicyType }) => PolicyType !== 'TargetTrackingScaling');
  const byMath = policies.find(
    ({ TargetTrackingConfiguration: tracking }) =>
      (tracking?.CustomizedMetricSpecification?.Metrics ?? []).length > 0,
  );
  return [
    hooks.length > 0 && {
      what: `${what} has the lifecycle hook ${hooks.join(', ')}`,
      todo: 'Take it away: servers are configured before the group gets them, and it would be lost',
    },
    scheduled.length > 0 && {
      what: `${what} has the scheduled action ${scheduled.join(', ')}`,
      todo: 'Take it away: it names this group, which the next release empties',
    },
    byAlarm !== undefined && {
      what: `${what} has the policy ${byAlarm.PolicyName ?? ''}, which is no target tracking`,
      todo: 'Write it as target tracking: an alarm of your own would go on moving the old group',
    },
    byMath !== undefined && {
      what: `${what} has the policy ${byMath.PolicyName ?? ''}, which calculates its metric`,
      todo: 'Track one metric: what a calculation means by its names cannot be copied',
    },
  ];
}

/** A copy is made of a numbered version of the template that Davy launches from. */
function faultsOfTemplate(
  { name, shown }: ScalingGroup,
  { id }: Ec2FleetOptions['template'],
): readonly (Why | false)[] {
  const { LaunchTemplate: plain, MixedInstancesPolicy: mixed } = shown;
  const from = mixed?.LaunchTemplate?.LaunchTemplateSpecification ?? plain;
  const what = `the Auto Scaling group ${name}`;
  if (from === undefined)
    return [{ what: `${what} has no launch template`, todo: `Let it launch from ${id}` }];
  const { LaunchTemplateId, Version = '$Default' } = from;
  const others = mixed?.LaunchTemplate?.Overrides ?? [];
  return [
    LaunchTemplateId !== id && {
      what: `${what} launches from ${LaunchTemplateId ?? ''}, and fleet.launch_template is ${id}`,
      todo: 'Write the template of the group into fleet.launch_template of davy.yml',
    },
    !/^\d+$/.test(Version) && {
      what: `${what} launches from version ${Version}`,
      todo: 'Give it the number of a version: each release adds one, and it would start that',
    },
    others.some(({ LaunchTemplateSpecification: own }) => own !== undefined) && {
      what: `${what} has another launch template for some of its types`,
      todo: 'Use one for all types: a build has one image',
    },
  ];
}

/** Who writes such tags makes and changes the group itself. */
const managers: readonly { readonly who: string; readonly tag: RegExp }[] = [
  { who: 'Elastic Beanstalk', tag: /^elasticbeanstalk:/ },
  { who: 'Amazon EKS', tag: /^eks:|^k8s\.io\/cluster-autoscaler/ },
  { who: 'Amazon ECS', tag: /^AmazonECSManaged$/ },
];
