import type { Order } from '../../ports/fleet.ts';
import { refuseOrder } from './faults.ts';
import { isEnding, type Ec2Machine, machinesOf } from './machines.ts';
import type { Ec2FleetOptions } from './options.ts';
import type { AwsReach } from './reach.ts';
import { tagNames, written } from './tags.ts';

/**
 * Switches termination protection. EC2 shows it for one server at a time, so a tag says it as well:
 * written before it is off and after it is on, it never calls a server protected that is not. Until
 * all of them are off the tag says `going`, so that a server left over by a lost answer is told
 * from one that people protected since.
 */
export async function protect(
  reach: AwsReach,
  order: Order,
  { ids, on }: { readonly ids: readonly string[]; readonly on: boolean },
  options: Ec2FleetOptions,
): Promise<void> {
  const all = await machinesOf(reach, order.service, options);
  const machines = ids.map(
    (id) =>
      all.find((machine) => machine.id === id) ??
      refuseOrder(`protecting ${id}, which EC2 does not show now`),
  );
  const here = machines.filter((machine) => !isEnding(machine) && !machine.isSpot);
  if (!on) await note(reach, order, here, 'going');
  for (const machine of here) await switchOne(reach, order, machine, on);
  await note(reach, order, here, on ? 'on' : 'off');
}

/** Destroying goes on with what was begun: where the answer was lost, no look shows it again. */
export async function unprotectIfBegun(
  reach: AwsReach,
  order: Order,
  machine: Ec2Machine,
): Promise<boolean> {
  if (machine.tags[tagNames.guard] !== 'going') return false;
  await switchOne(reach, order, machine, false);
  return true;
}

async function switchOne(
  reach: AwsReach,
  order: Order,
  { id }: Ec2Machine,
  on: boolean,
): Promise<void> {
  await order.stillMine();
  await reach.modifyInstanceAttribute(`${on ? 'protecting' : 'unprotecting'} ${id}`, {
    InstanceId: id,
    DisableApiTermination: { Value: on },
  });
}

type Guard = 'on' | 'going' | 'off';

async function note(
  reach: AwsReach,
  order: Order,
  machines: readonly Ec2Machine[],
  guard: Guard,
): Promise<void> {
  const other = machines.filter(({ tags }) => (tags[tagNames.guard] ?? 'on') !== guard);
  if (other.length === 0) return;
  await order.stillMine();
  await reach.createTags(`noting that the protection of servers is ${guard}`, {
    Resources: other.map(({ id }) => id),
    Tags: written({ [tagNames.guard]: guard }),
  });
}
