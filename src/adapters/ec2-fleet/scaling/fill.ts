import type { AtDoors } from '../doors.ts';
import type { Ec2Machine } from '../machines.ts';
import { attachMax } from './chunks.ts';
import { policyInput } from './copy-input.ts';
import { policiesOf } from './copyable.ts';
import { groupTags, noteOnGroup, type ScalingGroup, sizesOf, suspendedByPeople } from './groups.ts';

/**
 * Its desired number rises with each, so it starts and ends nobody. The servers of a launch are all
 * in one zone: a group that evens its zones out would end half of them at once, with their users.
 */
export async function attach(
  { reach, order }: AtDoors,
  source: ScalingGroup,
  { name, desired, max, members, suspended }: ScalingGroup,
  machines: readonly Ec2Machine[],
): Promise<boolean> {
  const ids = machines.flatMap(({ id }) => (members.some((one) => one.id === id) ? [] : [id]));
  if (ids.length === 0) return false;
  const still = [...new Set([...suspendedByPeople(source), 'AZRebalance'])];
  if (still.some((one) => !suspended.includes(one))) {
    await order.stillMine();
    await reach.suspendProcesses(`telling ${name} what to leave alone`, {
      AutoScalingGroupName: name,
      ScalingProcesses: still,
    });
  }
  if (desired + ids.length > max) {
    await order.stillMine();
    await reach.updateAutoScalingGroup(`making room in ${name}`, {
      AutoScalingGroupName: name,
      MaxSize: Math.max(sizesOf(source).max, desired + ids.length),
    });
  }
  await order.stillMine();
  await reach.attachInstances(`putting servers into ${name}`, {
    AutoScalingGroupName: name,
    InstanceIds: ids.slice(0, attachMax),
  });
  return true;
}

/** The policies come last: before that, nothing scales what is half there. */
export async function finishCopy(
  { reach, order, options }: AtDoors,
  source: ScalingGroup,
  { name, members, shown }: ScalingGroup,
): Promise<void> {
  const target = shown.TargetGroupARNs?.[0] ?? '';
  const policies = await policiesOf(reach, source.name);
  await order.stillMine();
  await reach.updateAutoScalingGroup(`giving ${name} its least number`, {
    AutoScalingGroupName: name,
    MinSize: Math.min(sizesOf(source).min, members.length),
  });
  for (const policy of policies) {
    await order.stillMine();
    await reach.putScalingPolicy(
      `giving ${name} the policy ${policy.PolicyName ?? ''}`,
      policyInput(policy, { name, target }, options),
    );
  }
  await order.stillMine();
  await noteOnGroup(reach, name, { [groupTags.whole]: 'yes' });
}
