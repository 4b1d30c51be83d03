import type { Order } from '../../ports/fleet.ts';
import type { Build } from '../../release/state/build.ts';
import type { SpareOrder } from '../../release/state/launch-order.ts';
import { isCode, noRoomIn } from './faults.ts';
import { type Ec2Machine, isSpare, slotOf } from './machines.ts';
import type { Ec2FleetOptions } from './options.ts';
import type { AwsReach } from './reach.ts';
import { spareTags, tagNames, written } from './tags.ts';

/** What would not start, and why, in the words of the first. */
type Refused = { readonly spares: readonly string[]; readonly said: string | null };

/**
 * Starts spares under the names of a release. They are protected and named first, so that nobody is
 * ever running without either; one that is named and did not start is still a spare.
 */
export async function takeSpares(
  reach: AwsReach,
  order: Order,
  { build, spares }: { readonly build: Build; readonly spares: readonly SpareOrder[] },
  machines: readonly Ec2Machine[],
  { configure }: Pick<Ec2FleetOptions, 'configure'>,
): Promise<Refused> {
  const found = spares.map(({ slot, id }) => {
    const machine = machines.find((one) => one.id === id);
    const isMine = machine?.tags[tagNames.release] === order.release && slotOf(machine) === slot;
    return {
      id,
      slot,
      machine,
      isMine,
      why: isMine ? null : whyNot(machine, configure ? null : build),
    };
  });
  const taken: Ec2Machine[] = [];
  for (const { slot, machine, isMine, why } of found) {
    if (machine === undefined || why !== null) continue;
    if (!isMine) await nameSpare(reach, order, build, { slot, machine });
    taken.push(machine);
  }
  const notFree = found.flatMap(({ id, why }) =>
    why === null ? [] : [{ id, why: `${id} ${why}` }],
  );
  const dead = await startAgain(reach, order, taken.filter(isSpare));
  const refused = [...notFree, ...dead];
  return { spares: refused.map(({ id }) => id), said: refused[0]?.why ?? null };
}

/** A spare takes the build of its image only, where no job puts others there. */
function whyNot(machine: Ec2Machine | undefined, build: Build | null): string | null {
  if (machine === undefined || !isSpare(machine)) return 'is not free';
  const fits = build === null || machine.image === build.image;
  return fits ? null : `is not of the image of ${build.version}`;
}

async function nameSpare(
  reach: AwsReach,
  order: Order,
  { version }: Build,
  { slot, machine: { id } }: { readonly slot: number; readonly machine: Ec2Machine },
): Promise<void> {
  await order.stillMine();
  await reach.modifyInstanceAttribute(`protecting ${id}`, {
    InstanceId: id,
    DisableApiTermination: { Value: true },
  });
  await order.stillMine();
  await reach.createTags(`taking ${id} for ${order.release}`, {
    Resources: [id],
    Tags: written({
      ...spareTags,
      [tagNames.line]: order.service,
      [tagNames.release]: order.release,
      [tagNames.version]: version,
      [tagNames.slot]: String(slot),
      [tagNames.guard]: 'on',
      [tagNames.spare]: 'taken',
    }),
  });
}

/** Zone by zone, as each has room of its own, and all of one in a call: few are given a second. */
async function startAgain(
  reach: AwsReach,
  order: Order,
  machines: readonly Ec2Machine[],
): Promise<readonly { readonly id: string; readonly why: string }[]> {
  const stopped = machines.filter(({ state }) => state === 'stopped');
  const dead: { readonly id: string; readonly why: string }[] = [];
  const places = Map.groupBy(stopped, ({ zone, type }) => `${zone}/${type}`);
  for (const [place, some] of places) {
    await order.stillMine();
    try {
      await reach.startInstances(`starting spares in ${place}`, {
        InstanceIds: some.map(({ id }) => id),
      });
    } catch (fault) {
      const isElsewhere = isCode(fault, 'IncorrectInstanceState');
      const why = noRoomIn(fault) ?? (isElsewhere ? 'it is stopped or started by another' : null);
      if (why === null) throw fault;
      dead.push(...some.map(({ id }) => ({ id, why })));
    }
  }
  return dead;
}

/**
 * Stops empty servers and keeps them, nobody's any more. That they are spares stands on them first:
 * one that is stopped and not yet without names is a spare all the same.
 */
export async function parkServers(
  reach: AwsReach,
  order: Order,
  machines: readonly Ec2Machine[],
): Promise<void> {
  if (machines.length === 0) return;
  const Resources = machines.map(({ id }) => id);
  await order.stillMine();
  await reach.createTags('noting that servers are kept', {
    Resources,
    Tags: written({ [tagNames.spare]: 'yes' }),
  });
  await order.stillMine();
  await reach.stopInstances('stopping servers that are kept', { InstanceIds: Resources });
  await order.stillMine();
  await reach.createTags('noting that servers are free', {
    Resources,
    Tags: written({ ...spareTags, [tagNames.release]: '' }),
  });
}
