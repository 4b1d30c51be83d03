import type { World } from '../world.ts';
import { addMember, dismiss, followMembers } from './members.ts';
import { stepRefresh } from './refresh.ts';
import type { ScalingGroup } from './scaling.ts';

/** Lets every group do what it does by itself: replace, grow, shrink, refresh. */
export function settleGroups(world: World): void {
  for (const group of world.scaling.groups.values()) {
    followMembers(world, group);
    stepRefresh(world, group);
    meetDesired(world, group);
  }
}

function meetDesired(world: World, group: ScalingGroup): void {
  const staying = [...group.members.values()].filter((one) => one.lifecycle !== 'Terminating');
  for (let count = staying.length; count < group.desired; count += 1)
    if (group.suspended.has('Launch') || !addMember(world, group)) break;
  if (group.suspended.has('Terminate')) return;
  // Those of the oldest version go first, then the oldest; protected ones stay, even if too many.
  const surplus = staying
    .filter((one) => !one.isProtected)
    .toSorted((a, b) => Number(a.version) - Number(b.version) || a.joinedAtMs - b.joinedAtMs)
    .slice(0, Math.max(0, staying.length - group.desired));
  for (const member of surplus) dismiss(world, group, member);
}
