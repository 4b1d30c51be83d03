import { happened, type World } from '../world.ts';
import { addMember, dismiss, followMembers } from './members.ts';
import { stepRefresh } from './refresh.ts';
import type { ScalingGroup } from './scaling.ts';

/** Lets every group do what it does by itself: replace, grow, shrink, refresh. */
export function settleGroups(world: World): void {
  for (const group of world.scaling.groups.values()) {
    followMembers(world, group);
    stepRefresh(world, group);
    meetDesired(world, group);
    evenOut(world, group);
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

/** Where a zone has two more than another, one is started there and one is ended here. */
function evenOut(world: World, group: ScalingGroup): void {
  const all = [...group.members.values()];
  const isCalm = all.length === group.desired && all.every((one) => one.lifecycle === 'InService');
  if (!isCalm || ['AZRebalance', 'Launch', 'Terminate'].some((one) => group.suspended.has(one)))
    return;
  const zoneOf = (id: string) => world.compute.instances.get(id)?.zone;
  const zones = new Set(group.subnets.map((id) => world.compute.subnets.get(id)?.zone));
  const parts = [...zones]
    .map((zone) => all.filter(({ instance }) => zoneOf(instance) === zone))
    .toSorted((a, b) => b.length - a.length);
  const [most = [], least = most] = [parts[0], parts.at(-1)];
  const goes = most.find(({ isProtected }) => !isProtected);
  if (goes === undefined || most.length - least.length < 2 || !addMember(world, group)) return;
  happened(world, 'evened out', goes.instance);
  dismiss(world, group, goes);
}
