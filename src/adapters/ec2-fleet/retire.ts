import type { Order } from '../../ports/fleet.ts';
import type { Server } from '../../release/state/servers.ts';
import type { Ways } from '../../release/state/ways.ts';
import type { AtDoors } from './doors.ts';
import { refuseOrder } from './faults.ts';
import { groupName } from './front-door.ts';
import { refuseScaled } from './launch.ts';
import { namedIn } from './look.ts';
import { type Ec2Machine, isEnding, isSpare, scalingGroupOf } from './machines.ts';
import { unprotectIfBegun } from './protect.ts';
import type { AwsReach } from './reach.ts';
import { giveGroup } from './scaling/adopt.ts';
import { leaveGroups } from './scaling/leave.ts';
import { stateOf, takesUsers } from './server.ts';
import { parkServers } from './spares.ts';
import type { CountedUsers } from './sticky-users.ts';

/**
 * Destroys servers, or keeps as many as are to be kept. All are looked at before any goes. A server
 * that goes leaves its groups first; zone by zone, because one that must stay would save its own
 * zone only.
 */
export async function retireOnEc2(
  doing: AtDoors,
  ids: readonly string[],
  { users, how }: { readonly users: CountedUsers; readonly how: Ways['empties'] },
): Promise<void> {
  const { reach, order, look, options } = doing;
  const machines =
    namedIn(look, ids) ?? refuseOrder('destroying a server that EC2 does not show now');
  const going = machines.filter((machine) => !isEnding(machine));
  refuseScaled(order.service, going, options);
  for (const machine of going) {
    if (takesUsers(look, machine)) refuseOne(machine, 'takes new users');
    if ((look.shares.get(machine.id) ?? 0) > 0) refuseOne(machine, 'gets traffic');
    if (look.sticks) refuseUsed(machine, users(machine), stateOf(look, machine, options));
  }
  await Promise.all(going.map((machine) => refuseProtected(reach, order, machine)));
  const free = await outOfGroups(doing, going);
  if (free === null) return;
  const staying = going.filter((one) => !free.includes(one)).map(({ id }) => id);
  const inside = [...look.serving, ...(look.waiting ?? [])].filter(
    ({ id }) => ids.includes(id) && !staying.includes(id),
  );
  for (const [group, targets] of Map.groupBy(inside, ({ group }) => group)) {
    await order.stillMine();
    await reach.deregisterTargets(`taking servers out of ${groupName(group)}`, {
      TargetGroupArn: group,
      Targets: targets.map(({ id }) => ({ Id: id })),
    });
  }
  const spares = look.machines.filter(isSpare).length;
  const room = how === 'park' ? Math.max(0, (options.spares?.keep ?? 0) - spares) : 0;
  // What is stopped already is none of those that could be kept.
  const kept = free.filter(({ state, isSpot }) => state === 'running' && !isSpot).slice(0, room);
  await parkServers(reach, order, kept);
  const ended = free.filter((machine) => !kept.includes(machine));
  for (const [zone, some] of Map.groupBy(ended, (machine) => machine.zone)) {
    await order.stillMine();
    await reach.terminateInstances(`destroying servers in ${zone}`, {
      InstanceIds: some.map(({ id }) => id),
    });
  }
}

/**
 * Those that no group would replace: they left theirs. Null where servers that stay were given a
 * group first: that is all for now, and the next look does the rest.
 */
async function outOfGroups(
  doing: AtDoors,
  going: readonly Ec2Machine[],
): Promise<readonly Ec2Machine[] | null> {
  const { group } = doing.options;
  const held = going.filter((one) => scalingGroupOf(one) !== null);
  if (group === null || held.length === 0) return going;
  const isGiven = await giveGroup(doing, group.copy, held);
  return isGiven ? null : leaveGroups(doing, group.copy, going);
}

/** Users that nobody could count are assumed on a server that is well, and on no other. */
function refuseUsed(machine: Ec2Machine, users: number | null, state: Server['state']): void {
  if (users !== null && users > 0) refuseOne(machine, `has ${users} users`);
  if (users === null && state === 'ready') refuseOne(machine, 'has users that nobody could count');
}

/** The attribute itself is asked: what a tag says of it anybody may have written. */
async function refuseProtected(reach: AwsReach, order: Order, machine: Ec2Machine): Promise<void> {
  const { DisableApiTermination: said } = await reach.describeInstanceAttribute(
    `reading the protection of ${machine.id}`,
    { InstanceId: machine.id, Attribute: 'disableApiTermination' },
  );
  const isOff = said?.Value === false || (await unprotectIfBegun(reach, order, machine));
  if (!isOff) refuseOne(machine, 'is protected');
}

function refuseOne({ id }: Ec2Machine, why: string): never {
  refuseOrder(`destroying ${id}, which ${why}`);
}
