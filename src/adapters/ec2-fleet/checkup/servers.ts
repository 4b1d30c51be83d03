import type { FleetFinding } from '../../../ports/fleet.ts';
import { type Ec2Machine, isEnding, isSpare, isStopped } from '../machines.ts';
import type { Ec2FleetOptions } from '../options.ts';
import { read, tagNames } from '../tags.ts';
import { ask, type CheckupAws, type Came } from './calls.ts';

/** What the images of the servers that run say: whether they could be started again. */
export type ImagesSeen = {
  readonly findings: readonly FleetFinding[];
  readonly knowsVersions: boolean;
};

/** Servers that run for somebody: no spares, and none on its way out. */
export function runningOf(machines: readonly Ec2Machine[]): readonly Ec2Machine[] {
  return machines.filter((one) => !isEnding(one) && !isStopped(one) && !isSpare(one));
}

/**
 * A way back starts servers of the images that run now, so these have to be there. Of servers from
 * before Davy, the image says which version they are.
 */
export async function lookAtImages(
  aws: CheckupAws,
  running: readonly Ec2Machine[],
  { versionTag }: Pick<Ec2FleetOptions, 'versionTag'>,
): Promise<Came<ImagesSeen>> {
  const ids = [...new Set(running.map(({ image }) => image))].slice(0, filterMax);
  const asked = await ask('ec2:DescribeImages', (how) =>
    aws.describeImages({ Filters: [{ Name: 'image-id', Values: ids }] }, how),
  );
  if (asked.kind !== 'said') return asked;
  const findings = ids.map((id): FleetFinding & { readonly isVersionless: boolean } => {
    const image = asked.said.Images?.find(({ ImageId }) => ImageId === id);
    const own = running.filter((one) => one.image === id);
    const nameless = own.find(
      ({ tags }) => (tags[tagNames.version] ?? tags[versionTag]) === undefined,
    );
    if (image?.State !== 'available')
      return {
        what: `${id}, which ${own.length} servers run, is ${image?.State ?? 'not there'}`,
        todo:
          'Restore or share it: a way back to what is live now could start no server again, ' +
          'and who does not know its tags does not know the version',
        isVersionless: nameless !== undefined,
      };
    if (nameless !== undefined && read(image.Tags)[versionTag] === undefined)
      return {
        what: `nobody says which version ${nameless.id} runs`,
        todo: `Write the tag ${versionTag} on it, or on its image ${id}`,
        isVersionless: true,
      };
    return {
      what: `${id}, which ${own.length} servers run, can be started again`,
      todo: null,
      isVersionless: false,
    };
  });
  return {
    kind: 'said',
    said: { findings, knowsVersions: !findings.some(({ isVersionless }) => isVersionless) },
  };
}

/** So many values fit one filter. */
const filterMax = 200;
