/**
 * # src/adapters/ec2-fleet/scaling
 *
 * Servers that belong to Auto Scaling groups. Decides when new ones get a group of their own, how
 * old ones leave theirs, and what a group may not do while users move.
 */

import { createHash } from 'node:crypto';
import type { AtDoors } from '../doors.ts';
import { refusalIn } from '../faults.ts';
import { groupName } from '../front-door.ts';
import { servingAs } from '../look.ts';
import { type Bearing, type Ec2Machine, scalingGroupOf } from '../machines.ts';
import { takesUsers } from '../server.ts';
import { tagNames } from '../tags.ts';
import { copyName, familyOf, groupTags, type ScalingGroup } from './groups.ts';
import { copyInput, type OfCopy } from './copy-input.ts';
import { attach, finishCopy } from './fill.ts';

/** Servers that take users and are in no group: all of one side and one target group. */
type Homeless = {
  readonly bearing: Bearing;
  readonly machines: readonly Ec2Machine[];
  readonly target: string;
};

/**
 * Gives the servers that stay a group of their own before those of another group go: from then on
 * it replaces what is lost, and scales. Answers whether something was left to do: one part of it is
 * done then, because all of it takes longer than a call may, and the next look does the next.
 */
export async function giveGroup(
  doing: AtDoors,
  copy: string,
  going: readonly Ec2Machine[],
): Promise<boolean> {
  const groups = await familyOf(doing.reach, doing.order.service, copy);
  const source = sourceIn(groups, going);
  if (source === undefined) return false;
  const homeless = homelessIn(doing, going);
  if (homeless !== null) {
    const name = copyName(copy, homeless.bearing);
    const found = groups.find((one) => one.name === name);
    if (found === undefined) {
      await makeCopy(doing, source, { name, ...homeless });
      return true;
    }
    if (await attach(doing, source, found, homeless.machines)) return true;
  }
  const begun = groups.find(({ tags }) => tags[groupTags.whole] === 'no');
  if (begun === undefined) return false;
  await finishCopy(doing, source, begun);
  for (const { name } of groups.filter((one) => isEmptied(one, copy))) await drop(doing, name);
  return true;
}

/** What Davy made for an earlier release and emptied since: its way back is over. */
function isEmptied({ name, max, desired, members }: ScalingGroup, copy: string): boolean {
  return name !== copy && max === 0 && desired === 0 && members.length === 0;
}

async function drop({ reach, order }: AtDoors, name: string): Promise<void> {
  await order.stillMine();
  await reach.deleteAutoScalingGroup(`taking ${name} away, which is empty`, {
    AutoScalingGroupName: name,
  });
}

/** The live side: that of the release, or else the one with most servers. */
function homelessIn({ look, order }: AtDoors, going: readonly Ec2Machine[]): Homeless | null {
  const open = look.machines.filter(
    (one) =>
      !going.includes(one) &&
      one.state === 'running' &&
      one.tags[tagNames.release] !== undefined &&
      takesUsers(look, one),
  );
  const sides = [...Map.groupBy(open, (one) => JSON.stringify(look.bearing(one))).values()];
  const [live] = sides.toSorted((a, b) => weigh(b, order.release) - weigh(a, order.release));
  const homeless = live?.filter((one) => scalingGroupOf(one) === null) ?? [];
  const [first] = homeless;
  const target = first && servingAs(look, first.id)?.group;
  if (first === undefined || target === undefined) return null;
  const machines = homeless.filter(({ id }) => servingAs(look, id)?.group === target);
  return { bearing: look.bearing(first), machines, target };
}

function weigh(side: readonly Ec2Machine[], release: string): number {
  const isOwn = side.some(({ tags }) => tags[tagNames.release] === release);
  return side.length + (isOwn ? ownFirst : 0);
}

const ownFirst = 1_000_000;

/** The group that most of those that go belong to: how it is, the copy shall be. */
function sourceIn(
  groups: readonly ScalingGroup[],
  going: readonly Ec2Machine[],
): ScalingGroup | undefined {
  const leaving = ({ name }: ScalingGroup) =>
    going.filter((one) => scalingGroupOf(one) === name).length;
  const [first] = groups.toSorted((a, b) => leaving(b) - leaving(a));
  return first && leaving(first) > 0 ? first : undefined;
}

/** Its template gets a version with the image; whoever asks again gets the same one. */
async function makeCopy(
  { reach, order, options }: AtDoors,
  source: ScalingGroup,
  copy: Omit<OfCopy, 'version'> & Homeless,
): Promise<void> {
  const image = copy.machines[0]?.image ?? '';
  await order.stillMine();
  const { LaunchTemplateVersion: made } = await reach.createLaunchTemplateVersion(
    `adding ${image} to the launch template`,
    {
      LaunchTemplateId: options.template.id,
      SourceVersion: String(options.template.version),
      VersionDescription: copy.name,
      ClientToken: createHash('sha256')
        .update(JSON.stringify([copy.name, image]))
        .digest('hex'),
      LaunchTemplateData: { ImageId: image },
    },
  );
  await order.stillMine();
  try {
    await reach.createAutoScalingGroup(
      `making ${copy.name} for ${groupName(copy.target)}`,
      copyInput(source, { ...copy, version: made?.VersionNumber ?? 0 }, order, options),
    );
  } catch (fault) {
    // Another replica made it.
    if (refusalIn(fault)?.name.startsWith('AlreadyExists') !== true) throw fault;
  }
}
