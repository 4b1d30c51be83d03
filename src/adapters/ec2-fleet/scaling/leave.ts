import { refusalIn } from '../faults.ts';
import type { AtDoors } from '../doors.ts';
import type { Ec2Machine } from '../machines.ts';
import { attachMax, chunksOf } from './chunks.ts';
import { familyOf, groupTags, noteOnGroup, type ScalingGroup, sizesOf } from './groups.ts';

/**
 * Takes servers out of their groups, which then start nobody in their place: their number goes down
 * with it. One that has lost its last server stays at 0. Answers who is free now: what is just
 * coming up in a group, or is ended by it, is left to it.
 */
export async function leaveGroups(
  doing: AtDoors,
  copy: string,
  going: readonly Ec2Machine[],
): Promise<readonly Ec2Machine[]> {
  const groups = await familyOf(doing.reach, doing.order.service, copy);
  const busy = new Set<string>();
  for (const group of groups) {
    const named = group.members.filter(({ id }) => going.some((one) => one.id === id));
    const ids = named.flatMap(({ id, state }) => (leaves.includes(state) ? [id] : []));
    for (const { id } of named) if (!ids.includes(id)) busy.add(id);
    if (ids.length > 0) await leave(doing, copy, group, ids);
  }
  return going.filter(({ id }) => !busy.has(id));
}

/** Only these can be taken out. */
const leaves: readonly string[] = ['InService', 'Standby'];

async function leave(
  { reach, order }: AtDoors,
  copy: string,
  group: ScalingGroup,
  ids: readonly string[],
): Promise<void> {
  const { name } = group;
  if (!group.tags[groupTags.sizes]) {
    const { min, max } = sizesOf(group);
    await order.stillMine();
    await noteOnGroup(reach, name, { [groupTags.sizes]: `${min}/${max}` });
  }
  if (group.min > 0) {
    await order.stillMine();
    await reach.updateAutoScalingGroup(`letting ${name} get smaller`, {
      AutoScalingGroupName: name,
      MinSize: 0,
    });
  }
  for (const some of chunksOf(ids, attachMax)) {
    await order.stillMine();
    try {
      await reach.detachInstances(`taking servers out of ${name}`, {
        AutoScalingGroupName: name,
        InstanceIds: [...some],
        ShouldDecrementDesiredCapacity: true,
      });
    } catch (fault) {
      const now = await familyOf(reach, order.service, copy);
      const inside = now.find((one) => one.name === name)?.members ?? [];
      // Another replica took them out.
      const isDone = refusalIn(fault) !== null && !inside.some(({ id }) => some.includes(id));
      if (!isDone) throw fault;
    }
  }
  if (group.members.length > ids.length) return;
  await order.stillMine();
  await keepAtNone(reach, name);
}

/** A group without servers starts none, whatever is scheduled: what it would start is old. */
export async function keepAtNone(reach: AtDoors['reach'], name: string): Promise<void> {
  await reach.updateAutoScalingGroup(`keeping ${name} at 0`, {
    AutoScalingGroupName: name,
    MinSize: 0,
    MaxSize: 0,
    DesiredCapacity: 0,
  });
}
