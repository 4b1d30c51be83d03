import type { Order } from '../../../ports/fleet.ts';
import { refuseOrder } from '../faults.ts';
import type { Ec2FleetOptions } from '../options.ts';
import type { AwsReach } from '../reach.ts';
import { readForCopy, whyNotCopied } from './copyable.ts';
import {
  familyOf,
  groupTags,
  noteOnGroup,
  scales,
  type ScalingGroup,
  sizesOf,
  suspendedByDavy,
} from './groups.ts';
import { keepAtNone } from './leave.ts';

/** How a fleet reaches AWS, to look and to carry out an order. */
type Reaching = {
  readonly reach: () => Promise<AwsReach>;
  readonly change: (order: Order, act: (to: AwsReach) => Promise<void>) => Promise<void>;
};

/** Holds the groups of a line still and lets them go; whoever was heard once is not asked again. */
export function scalingOf(
  options: Ec2FleetOptions,
  { reach, change }: Reaching,
): (order: Order, on: boolean) => Promise<void> {
  const { group } = options;
  let still: string | null = null;
  return async (order, on) => {
    if (group === null) return;
    if (on) {
      still = null;
      const held = heldOf(await familyOf(await reach(), order.service, group.copy));
      if (held.length > 0) await change(order, (to) => letGo(to, order, held));
      return;
    }
    if (still === order.release) return;
    await change(order, (to) => holdStill(to, order, group.copy, options));
    still = order.release;
  };
}

/**
 * Keeps groups as large as they are while users move: with its users an old group loses its load,
 * and would end servers that a way back needs. What was suspended stands on it first, so that it is
 * let go whatever becomes of the release.
 */
async function holdStill(
  reach: AwsReach,
  order: Order,
  copy: string,
  options: Ec2FleetOptions,
): Promise<void> {
  const groups = await familyOf(reach, order.service, copy);
  await refuseUncopied(reach, order, groups, options);
  for (const group of groups.filter(({ tags }) => tags[groupTags.madeFor] !== order.release)) {
    const { name, suspended, members } = group;
    if (members.length === 0) continue;
    const before = suspendedByDavy(group);
    const names = before.length > 0 ? before : scales.filter((one) => !suspended.includes(one));
    if (before.length === 0 && names.length > 0) {
      await order.stillMine();
      await noteOnGroup(reach, name, {
        [groupTags.suspended]: `${order.release} ${names.join('+')}`,
      });
    }
    if (names.every((one) => suspended.includes(one))) continue;
    await order.stillMine();
    await reach.suspendProcesses(`keeping ${name} as large as it is`, {
      AutoScalingGroupName: name,
      ScalingProcesses: [...names],
    });
  }
}

/** A group that cannot be copied is found out before users move, and not after. */
async function refuseUncopied(
  reach: AwsReach,
  { service }: Order,
  groups: readonly ScalingGroup[],
  options: Ec2FleetOptions,
): Promise<void> {
  const [largest] = groups.toSorted((a, b) => b.members.length - a.members.length);
  const [why] = whyNotCopied(largest && (await readForCopy(reach, largest)), options);
  if (why) refuseOrder(`moving the users of ${service}: ${why.what}. ${why.todo}`);
}

/** Groups that are still held, or not as large as they were, though nothing moves any more. */
function heldOf(groups: readonly ScalingGroup[]): readonly ScalingGroup[] {
  return groups.filter((one) => one.tags[groupTags.suspended] || isToRestore(one) || isToKeep(one));
}

/** It lost servers and kept some: its least number was lowered for that. */
function isToRestore({ tags, members }: ScalingGroup): boolean {
  return Boolean(tags[groupTags.sizes]) && members.length > 0;
}

/** It lost its last server to a release, and was not told yet to start none. */
function isToKeep({ tags, members, max, desired }: ScalingGroup): boolean {
  return Boolean(tags[groupTags.sizes]) && members.length === 0 && desired === 0 && max > 0;
}

/** Lets groups scale again, and only what Davy held. Asked often, with nothing to do. */
async function letGo(reach: AwsReach, order: Order, held: readonly ScalingGroup[]): Promise<void> {
  for (const group of held) {
    const { name, min, desired } = group;
    if (isToKeep(group)) {
      await order.stillMine();
      await keepAtNone(reach, name);
    }
    const least = Math.min(sizesOf(group).min, desired);
    if (isToRestore(group) && least > min) {
      await order.stillMine();
      await reach.updateAutoScalingGroup(`giving ${name} its least number again`, {
        AutoScalingGroupName: name,
        MinSize: least,
      });
    }
    const names = suspendedByDavy(group);
    if (names.length > 0) {
      await order.stillMine();
      await reach.resumeProcesses(`letting ${name} scale again`, {
        AutoScalingGroupName: name,
        ScalingProcesses: [...names],
      });
    }
    await order.stillMine();
    await noteOnGroup(reach, name, {
      [groupTags.suspended]: '',
      ...(isToRestore(group) ? { [groupTags.sizes]: '' } : {}),
    });
  }
}
