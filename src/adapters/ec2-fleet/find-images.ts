import type { Image } from '@aws-sdk/client-ec2';
import type { FoundImage, WantedImage } from '../../ports/fleet.ts';
import { imageStateFrom } from './images.ts';
import type { AwsReach } from './reach.ts';
import { read } from './tags.ts';

/**
 * Images of this account by their tags, by one call for all: AWS shows tags to whoever made them
 * alone, and images that others made public under such tags are nobody's to start.
 */
export async function findImagesOn(
  reach: AwsReach,
  wanted: readonly WantedImage[],
  now: number,
): Promise<readonly FoundImage[]> {
  if (wanted.length === 0) return [];
  const { Images = [] } = await reach.describeImages('looking for images by their tags', {
    Owners: ['self'],
    Filters: filtersOf(wanted),
  });
  return wanted.flatMap((one) => foundAmong(Images, one, now));
}

/** One that fits any of them; which of them, its own tags say. */
function filtersOf(wanted: readonly WantedImage[]) {
  const keys = new Set(wanted.flatMap(({ tags }) => Object.keys(tags)));
  return [...keys].map((key) => ({
    Name: `tag:${key}`,
    Values: [...new Set(wanted.flatMap(({ tags }) => tags[key] ?? []))],
  }));
}

/** While the newest of them is still being made, an older one is not taken for it. */
function foundAmong(
  images: readonly Image[],
  { version, tags }: WantedImage,
  now: number,
): readonly FoundImage[] {
  const fit = newestFirst(images, now).filter((image) => bears(image, tags));
  const [newest] = fit;
  if (newest?.ImageId === undefined || !isReady(newest)) return [];
  return [{ version, image: newest.ImageId, among: fit.filter(isReady).length }];
}

/** Those that anybody is to start anything from, now or once they are made. */
export function newestFirst(images: readonly Image[], now: number): readonly Image[] {
  return images
    .filter((image) => !isDeprecated(image, now))
    .filter((image) => ['ready', 'pending'].includes(imageStateFrom(image.State)))
    .toSorted((a, b) => madeAt(b) - madeAt(a) || idOf(a).localeCompare(idOf(b)));
}

/** Whether it can be started now. */
export function isReady({ State }: Image): boolean {
  return imageStateFrom(State) === 'ready';
}

function bears({ Tags }: Image, tags: WantedImage['tags']): boolean {
  const own = read(Tags);
  return Object.entries(tags).every(([key, value]) => own[key] === value);
}

/** Nobody is to start anything new from it. */
function isDeprecated({ DeprecationTime }: Image, now: number): boolean {
  return DeprecationTime !== undefined && Date.parse(DeprecationTime) <= now;
}

function madeAt({ CreationDate = '' }: Image): number {
  return Date.parse(CreationDate) || 0;
}

function idOf({ ImageId = '' }: Image): string {
  return ImageId;
}
