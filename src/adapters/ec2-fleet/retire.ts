import type { Order } from '../../ports/fleet.ts';
import type { Server } from '../../release/state/servers.ts';
import { refuseOrder } from './faults.ts';
import { groupName } from './front-door.ts';
import { refuseScaled } from './launch.ts';
import { type Ec2Look, namedIn } from './look.ts';
import { isEnding, type Ec2Machine } from './machines.ts';
import type { Ec2FleetOptions } from './options.ts';
import type { AwsReach } from './reach.ts';
import { stateOf, takesUsers } from './server.ts';
import type { CountedUsers } from './sticky-users.ts';

/**
 * Destroys servers. All are looked at before any goes. A server that is destroyed leaves its groups
 * first; zone by zone, because one that must stay would save its own zone only.
 */
export async function destroyOnEc2(
  reach: AwsReach,
  order: Order,
  ids: readonly string[],
  look: Ec2Look,
  { users, options }: { readonly users: CountedUsers; readonly options: Ec2FleetOptions },
): Promise<void> {
  const machines =
    namedIn(look, ids) ?? refuseOrder('destroying a server that EC2 does not show now');
  const going = machines.filter((machine) => !isEnding(machine));
  refuseScaled(going);
  for (const machine of going) {
    if (takesUsers(look, machine)) refuseOne(machine, 'takes new users');
    if ((look.shares.get(machine.id) ?? 0) > 0) refuseOne(machine, 'gets traffic');
    if (look.sticks) refuseUsed(machine, users(machine), stateOf(look, machine, options));
  }
  await Promise.all(going.map((machine) => refuseProtected(reach, machine)));
  const inside = [...look.serving, ...(look.waiting ?? [])].filter(({ id }) => ids.includes(id));
  for (const [group, targets] of Map.groupBy(inside, ({ group }) => group)) {
    await order.stillMine();
    await reach.deregisterTargets(`taking servers out of ${groupName(group)}`, {
      TargetGroupArn: group,
      Targets: targets.map(({ id }) => ({ Id: id })),
    });
  }
  for (const [zone, some] of Map.groupBy(going, (machine) => machine.zone)) {
    await order.stillMine();
    await reach.terminateInstances(`destroying servers in ${zone}`, {
      InstanceIds: some.map(({ id }) => id),
    });
  }
}

/** Users that nobody could count are assumed on a server that is well, and on no other. */
function refuseUsed(machine: Ec2Machine, users: number | null, state: Server['state']): void {
  if (users !== null && users > 0) refuseOne(machine, `has ${users} users`);
  if (users === null && state === 'ready') refuseOne(machine, 'has users that nobody could count');
}

/** The attribute itself is asked: what a tag says of it anybody may have written. */
async function refuseProtected(reach: AwsReach, machine: Ec2Machine): Promise<void> {
  const { DisableApiTermination: said } = await reach.describeInstanceAttribute(
    `reading the protection of ${machine.id}`,
    { InstanceId: machine.id, Attribute: 'disableApiTermination' },
  );
  if (said?.Value !== false) refuseOne(machine, 'is protected');
}

function refuseOne({ id }: Ec2Machine, why: string): never {
  refuseOrder(`destroying ${id}, which ${why}`);
}
