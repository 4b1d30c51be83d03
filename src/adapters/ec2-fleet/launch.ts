import { createHash } from 'node:crypto';
import { NoCapacity } from '../../ports/errors.ts';
import type { Fleet, Order, Stray } from '../../ports/fleet.ts';
import { type Slots, slotsOf } from '../../release/state/launch-order.ts';
import type { Build } from '../../release/state/build.ts';
import { isCode, noRoomIn, refuseOrder, system } from './faults.ts';
import { launchInput } from './launch-input.ts';
import {
  isEnding,
  isSpare,
  type Ec2Machine,
  machinesOf,
  machinesWith,
  scalingGroupOf,
  slotOf,
} from './machines.ts';
import type { Ec2FleetOptions } from './options.ts';
import type { AwsReach } from './reach.ts';
import { isOfFamily } from './scaling/groups.ts';
import { takeSpares } from './spares.ts';
import { tagNames } from './tags.ts';

/** Orders that AWS has carried out, by their tokens and sizes, with the image they were for. */
export type BegunOrders = Map<string, string>;

/** So many are remembered; to forget one costs a call, and no server. */
const begunMax = 1_000;

/**
 * Whether nothing of a launch is left to do: servers are seen late, and whoever waits for them
 * gives the same order again and again.
 */
export function isBegun(
  { service, release }: Pick<Order, 'service' | 'release'>,
  { build, orders, spares }: Parameters<Fleet['launch']>[1],
  begun: BegunOrders,
): boolean {
  return (
    spares.length === 0 &&
    orders.every((slots) => begun.get(nameOf({ service, release }, slots)) === build.image)
  );
}

function nameOf({ service, release }: Pick<Order, 'service' | 'release'>, slots: Slots): string {
  return JSON.stringify([service, release, slots.base, slots.n, slots.attempt]);
}

/**
 * One `RunInstances` for each order, which starts all of it or nothing, under a token that another
 * replica makes as well. What is seen of an order was begun whole, whatever its try was.
 */
export async function launchOnEc2(
  reach: AwsReach,
  order: Order,
  { build, orders, spares }: Parameters<Fleet['launch']>[1],
  options: Ec2FleetOptions,
  carriedOut: BegunOrders,
): Promise<void> {
  const machines = await machinesOf(reach, order.service, options);
  refuseScaled(order.service, machines, options);
  const mine = machines.filter(({ tags }) => tags[tagNames.release] === order.release);
  const dead =
    options.spares === null
      ? { spares: spares.map(({ id }) => id), said: 'this fleet keeps no spares' }
      : await takeSpares(reach, order, { build, spares }, machines, options);
  const refused: { readonly base: number; readonly attempt: number; readonly why: string }[] = [];
  for (const slots of orders) {
    const begun = mine.filter((machine) => slotsOf(slots).includes(slotOf(machine)));
    const other = begun.find(
      ({ image, tags }) => image !== build.image && tags[tagNames.spare] === undefined,
    );
    if (other)
      refuseOrder(
        `launching slot ${slotOf(other)} of ${order.release}, which is ${other.id} already`,
      );
    if (begun.length > 0) continue;
    await order.stillMine();
    const why = await runOrder(reach, order, build, slots, options);
    if (why !== null) refused.push({ base: slots.base, attempt: slots.attempt, why });
    else if (carriedOut.size < begunMax) carriedOut.set(nameOf(order, slots), build.image);
  }
  if (refused.length === 0 && dead.spares.length === 0) return;
  throw new NoCapacity(system, `starting servers of ${build.version}`, {
    orders: refused.map(({ base, attempt }) => ({ base, attempt })),
    spares: dead.spares,
    said: refused[0]?.why ?? dead.said ?? '',
  });
}

/** Answers why there is no room for it, where AWS says so; null where it starts, or did before. */
async function runOrder(
  reach: AwsReach,
  order: Order,
  build: Build,
  slots: Slots,
  options: Ec2FleetOptions,
): Promise<string | null> {
  const { service, release } = order;
  const { base, n, attempt } = slots;
  const doing = `launching ${n} of ${build.version} for ${release}`;
  try {
    await reach.runInstances(doing, {
      ClientToken: tokenOf([service, release, base, attempt]),
      ...launchInput(order, build, slots, options),
    });
  } catch (fault) {
    // It ran, and was ended since: a slot that was ordered once is never started anew.
    if (isCode(fault, 'IdempotentInstanceTerminated')) return null;
    const why = noRoomIn(fault);
    if (why === null) throw fault;
    return why;
  }
  return null;
}

/**
 * The image is no part of it, nor is what the template says: an order that is repeated with others
 * is refused by AWS and not carried out a second time.
 */
function tokenOf(parts: readonly (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** A group would start servers of its own template in the place of those that Davy destroys. */
export function refuseScaled(
  service: string,
  machines: readonly Ec2Machine[],
  { group }: Pick<Ec2FleetOptions, 'group'>,
): void {
  for (const machine of machines) {
    const name = scalingGroupOf(machine);
    if (isEnding(machine) || name === null || (group && isOfFamily(name, group.copy))) continue;
    refuseOrder(
      `moving ${machine.id}: ${service}'s servers belong to the Auto Scaling group ${name}; ` +
        (group
          ? `fleet.group.copy of davy.yml is ${group.copy}`
          : `write group: { copy: ${name} } into its fleet`),
    );
  }
}

/** What Davy started in this account for a line and did not destroy, also what no look shows. */
export async function ec2Strays(
  reach: AwsReach,
  service: string,
  { cost }: Pick<Ec2FleetOptions, 'cost'>,
): Promise<readonly Stray[]> {
  const found = await machinesWith(reach, `looking for what was left of ${service}`, [
    { Name: `tag:${tagNames.line}`, Values: [service] },
  ]);
  return found.flatMap((machine) => {
    const { id, type, startedAt, tags } = machine;
    const release = tags[tagNames.release] ?? '';
    return release === '' || isEnding(machine) || isSpare(machine)
      ? []
      : [
          {
            id,
            version: tags[tagNames.version] ?? '',
            release,
            since: startedAt,
            kind: 'server',
            costPerHour: cost[type] ?? null,
          },
        ];
  });
}
