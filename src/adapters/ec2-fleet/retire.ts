import type { Order } from '../../ports/fleet.ts';
import { refuseOrder } from './faults.ts';
import { groupName } from './front-door.ts';
import { refuseScaled } from './launch.ts';
import { type Ec2Look, namedIn } from './look.ts';
import { isEnding, type Ec2Machine } from './machines.ts';
import type { AwsReach } from './reach.ts';
import { takesUsers } from './server.ts';
import { sharesIn } from './weights.ts';

/**
 * Destroys servers. All are looked at before any goes. A server that is destroyed leaves its groups
 * first; zone by zone, because one that must stay would save its own zone only.
 */
export async function destroyOnEc2(
  reach: AwsReach,
  order: Order,
  ids: readonly string[],
  look: Ec2Look,
): Promise<void> {
  const machines =
    namedIn(look, ids) ?? refuseOrder('destroying a server that EC2 does not show now');
  const going = machines.filter((machine) => !isEnding(machine));
  refuseScaled(going);
  const shares = sharesIn(look);
  for (const machine of going) {
    if (takesUsers(look, machine)) refuseOne(machine, 'takes new users');
    if ((shares.get(machine.id) ?? 0) > 0) refuseOne(machine, 'gets traffic');
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
