import type { Order } from '../../ports/fleet.ts';
import type { TrafficShare } from '../../release/state/traffic-share.ts';
import { refuseOrder } from './faults.ts';
import { groupName, writeWeights } from './front-door.ts';
import { groupsFor } from './groups.ts';
import { type Ec2Look, namedIn, servingAs } from './look.ts';
import { isEnding, type Ec2Machine } from './machines.ts';
import type { Ec2FleetOptions } from './options.ts';
import type { AwsReach } from './reach.ts';
import { stateOf, takesUsers } from './server.ts';
import { tagNames, written } from './tags.ts';
import { weightsFor } from './weights.ts';

/** What it takes to change who is open. */
export type AtDoors = {
  readonly reach: AwsReach;
  readonly order: Order;
  readonly look: Ec2Look;
  readonly options: Ec2FleetOptions;
};

/** Puts servers into the group of their side, and opens them. Those on their way out stay out. */
export async function admitToGroups(
  { reach, order, look, options }: AtDoors,
  ids: readonly string[],
): Promise<void> {
  const machines = namedIn(look, ids) ?? refuseOrder('opening a server that EC2 does not show now');
  const staying = machines.filter((machine) => !isEnding(machine));
  for (const machine of staying) {
    const state = stateOf(look, machine, options);
    if (state !== 'ready') refuseOrder(`opening ${machine.id}, which is ${state}`);
  }
  for (const [group, some] of groupsFor(look, staying, options)) {
    const outside = some.filter(({ id }) => servingAs(look, id) === null);
    if (outside.length > 0) {
      await order.stillMine();
      await reach.registerTargets(`letting servers into ${groupName(group)}`, {
        TargetGroupArn: group,
        Targets: outside.map(({ id }) => ({ Id: id })),
      });
    }
    await mark({ reach, order }, some, { open: 'yes', group });
  }
}

/**
 * Shuts servers. A rule closes whole groups: one group that gets traffic is closed when all of it
 * is shut, and nothing is taken out, because that would cut whoever is there.
 */
export async function closeGroups(
  { reach, order, look, options }: AtDoors,
  ids: readonly string[],
): Promise<void> {
  const { rule, serving } = look;
  const machines = look.machines.filter(({ id }) => ids.includes(id));
  const here = machines.filter((one) => !isEnding(one) && servingAs(look, one.id) !== null);
  const busy = new Set(
    serving.flatMap(({ id, group }) =>
      here.some((one) => one.id === id) && (rule.weights.get(group) ?? 0) > 0 ? [group] : [],
    ),
  );
  const stays = serving.find(({ id, group }) => busy.has(group) && !ids.includes(id));
  if (stays)
    refuseOrder(
      `closing a part of ${groupName(stays.group)}, which gets traffic: ${stays.id} is in it too`,
    );
  if (busy.size > 0) {
    const weights = new Map([...rule.weights].filter(([group]) => !busy.has(group)));
    if ([...weights.values()].every((weight) => weight === 0))
      refuseOrder('closing all servers that get traffic');
    await order.stillMine();
    await writeWeights(reach, options, rule, weights);
  }
  for (const [group, some] of Map.groupBy(here, ({ id }) => servingAs(look, id)?.group ?? ''))
    await mark({ reach, order }, some, { open: 'no', group });
}

/**
 * Shares traffic out by the weights of groups. Servers from before Davy learn their group first, so
 * that a look still asks about it when it gets nothing.
 */
export async function steerByWeights(
  { reach, order, look, options }: AtDoors,
  shares: readonly TrafficShare[],
): Promise<void> {
  const open = look.machines.filter((machine) => takesUsers(look, machine));
  const weights = weightsFor(
    look,
    open.map(({ id }) => id),
    shares,
  );
  const strangers = look.machines.filter(
    (one) =>
      !isEnding(one) && one.tags[tagNames.group] === undefined && servingAs(look, one.id) !== null,
  );
  for (const [group, some] of Map.groupBy(strangers, ({ id }) => servingAs(look, id)?.group ?? ''))
    await mark({ reach, order }, some, { open: 'yes', group });
  await order.stillMine();
  await writeWeights(reach, options, look.rule, weights);
}

/** Writes on servers where they serve and whether they are open, where it is not so already. */
export async function mark(
  { reach, order }: Pick<AtDoors, 'reach' | 'order'>,
  machines: readonly Ec2Machine[],
  { open, group }: { readonly open: 'yes' | 'no'; readonly group: string },
): Promise<void> {
  const other = machines.filter(
    ({ tags }) => tags[tagNames.open] !== open || tags[tagNames.group] !== group,
  );
  if (other.length === 0) return;
  await order.stillMine();
  await reach.createTags(`noting which servers are ${open === 'yes' ? 'open' : 'shut'}`, {
    Resources: other.map(({ id }) => id),
    Tags: written({ [tagNames.open]: open, [tagNames.group]: group }),
  });
}
