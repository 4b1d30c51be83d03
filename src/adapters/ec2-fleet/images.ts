import type { ImageState } from '../../release/state/image.ts';
import type { Ec2Machine } from './machines.ts';
import type { Ec2FleetOptions } from './options.ts';
import type { AwsReach } from './reach.ts';
import { read, tagNames } from './tags.ts';

/** Says which version a server from before Davy runs. */
export type VersionOf = (machine: Ec2Machine) => string;

/** Versions by image. An image never changes, so each is asked for once. */
export type KnownImages = Map<string, string>;

/**
 * The versions of servers that Davy did not start: by their own tag, or by their image's. One whose
 * image is gone or says nothing goes by the image's id.
 */
export async function versionsOf(
  reach: AwsReach,
  machines: readonly Ec2Machine[],
  { versionTag }: Pick<Ec2FleetOptions, 'versionTag'>,
  known: KnownImages,
): Promise<VersionOf> {
  const own = (machine: Ec2Machine) => machine.tags[tagNames.version] ?? machine.tags[versionTag];
  const asked = [
    ...new Set(machines.filter((one) => own(one) === undefined).map(({ image }) => image)),
  ].filter((image) => image !== '' && !known.has(image));
  if (asked.length > 0) {
    const { Images = [] } = await reach.describeImages('reading the tags of images', {
      Filters: [{ Name: 'image-id', Values: asked.slice(0, filterMax) }],
    });
    for (const image of asked.slice(0, filterMax)) {
      const found = Images.find(({ ImageId }) => ImageId === image);
      known.set(image, read(found?.Tags)[versionTag] ?? image);
    }
  }
  return (machine) => own(machine) ?? known.get(machine.image) ?? machine.image;
}

/** So many values fit one filter; the rest is asked for by the next look. */
const filterMax = 200;

/** How an image is now: a list leaves out what is not there or not shared, and fails nobody. */
export async function imageStateOn(reach: AwsReach, image: string): Promise<ImageState> {
  const { Images = [] } = await reach.describeImages(`looking for image ${image}`, {
    Filters: [{ Name: 'image-id', Values: [image.replaceAll(/[*?\\]/g, '-')] }],
  });
  return imageStateFrom(Images.find(({ ImageId }) => ImageId === image)?.State);
}

/** What the vendor's word means: one that is not there has none. */
export function imageStateFrom(state: string | undefined): ImageState {
  switch (state) {
    case 'available':
      return 'ready';
    case 'pending':
    case 'transient':
      return 'pending';
    case 'failed':
    case 'error':
    case 'invalid':
      return 'failed';
    default:
      return 'gone';
  }
}
