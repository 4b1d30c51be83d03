import { createHash } from 'node:crypto';
import { refuseOrder } from './faults.ts';
import { type Ec2Look, servingAs } from './look.ts';
import { isEnding, type Ec2Machine } from './machines.ts';
import type { Ec2FleetOptions } from './options.ts';
import { tagNames } from './tags.ts';
import { isSame, sayBearing } from './weights.ts';

/** The groups in which servers serve or are to serve; two sides never get the same. */
export function groupsFor(
  look: Ec2Look,
  machines: readonly Ec2Machine[],
  options: Pick<Ec2FleetOptions, 'groups'>,
): ReadonlyMap<string, readonly Ec2Machine[]> {
  const given = new Map<string, string>();
  for (const machine of machines)
    given.set(
      machine.id,
      servingAs(look, machine.id)?.group ?? groupFor(look, machine, given, options),
    );
  return Map.groupBy(machines, ({ id }) => given.get(id) ?? '');
}

/**
 * The target group for a server: the one that its release and version have, or one that nobody has
 * and that gets nothing. Where several are free, different sides try different ones first. Where
 * none is, it goes to others of its version: a way back must not wait for a group, and what is old
 * gets the same share on each server, whoever started it.
 */
function groupFor(
  look: Ec2Look,
  machine: Ec2Machine,
  given: ReadonlyMap<string, string>,
  { groups }: Pick<Ec2FleetOptions, 'groups'>,
): string {
  const side = look.bearing(machine);
  const members = new Map(groups.map((group) => [group, membersOf(look, group, given)]));
  const isOwn = (group: string) => {
    const some = members.get(group) ?? [];
    return some.length > 0 && some.every((one) => isSame(look.bearing(one), side));
  };
  const own = groups.find(isOwn);
  if (own !== undefined) return own;
  const first = createHash('sha256').update(JSON.stringify(side)).digest()[0] ?? 0;
  const turned = groups.map((_, i) => groups[(first + i) % groups.length] ?? '');
  const free = turned.find(
    (group) =>
      members.get(group)?.length === 0 &&
      !look.serving.some((target) => target.group === group) &&
      (look.rule.weights.get(group) ?? 0) === 0,
  );
  const ofVersion = groups.find((group) => {
    const some = members.get(group) ?? [];
    return some.length > 0 && some.every((one) => look.bearing(one).version === side.version);
  });
  return (
    free ??
    ofVersion ??
    refuseOrder(
      `opening ${machine.id}: no target group is free for ${sayBearing(side)}; ` +
        'name one more with the fleet',
    )
  );
}

/** Who is in a group, or was told to go there and may not be seen in it yet. */
function membersOf(
  look: Ec2Look,
  group: string,
  given: ReadonlyMap<string, string>,
): readonly Ec2Machine[] {
  return look.machines.filter(
    (machine) =>
      !isEnding(machine) &&
      (machine.tags[tagNames.group] === group ||
        given.get(machine.id) === group ||
        look.serving.some(({ id, group: where }) => where === group && id === machine.id)),
  );
}
