import type { Order } from '../../ports/fleet.ts';
import { refuseOrder } from './faults.ts';
import { isEnding, type Ec2Machine, machinesOf } from './machines.ts';
import type { Ec2FleetOptions } from './options.ts';
import type { AwsReach } from './reach.ts';
import { tagNames, written } from './tags.ts';

/**
 * Switches termination protection. EC2 shows it for one server at a time, so a tag says it as well:
 * written before it is off and after it is on, it never calls a server protected that is not.
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
  if (!on) await note(reach, order, here, 'off');
  for (const { id } of here) {
    await order.stillMine();
    await reach.modifyInstanceAttribute(`${on ? 'protecting' : 'unprotecting'} ${id}`, {
      InstanceId: id,
      DisableApiTermination: { Value: on },
    });
  }
  if (on) await note(reach, order, here, 'on');
}

async function note(
  reach: AwsReach,
  order: Order,
  machines: readonly Ec2Machine[],
  guard: 'on' | 'off',
): Promise<void> {
  const other = machines.filter(({ tags }) => (tags[tagNames.guard] ?? 'on') !== guard);
  if (other.length === 0) return;
  await order.stillMine();
  await reach.createTags(`noting that servers are ${guard === 'on' ? '' : 'not '}protected`, {
    Resources: other.map(({ id }) => id),
    Tags: written({ [tagNames.guard]: guard }),
  });
}
