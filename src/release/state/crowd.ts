import type { Release } from './release.ts';
import { servedBy } from './served-by.ts';

/**
 * Users on the new servers, and on both sides together, as last seen; null where they could not be
 * counted.
 */
export type Crowd = { readonly moved: number | null; readonly all: number | null };

/** Reads the crowd off the last look. */
export function crowdOf({ seen }: Pick<Release, 'seen'>): Crowd {
  const moved = seen?.newServers.users ?? null;
  const old = seen?.oldServers.users ?? null;
  return { moved, all: moved === null || old === null ? null : moved + old };
}

/** The share of all users that is on the new servers, or of the traffic that goes there. */
export function shareOf(release: Release): number | null {
  const served = servedBy(release);
  if (served.moves === 'traffic') return served.share;
  const { moved, all } = crowdOf(release);
  return moved === null || all === null || all === 0 ? null : moved / all;
}

/** From here on it is everybody: stragglers are no news. */
const everybody = 0.99;

/**
 * The share that a release has which should have everybody and was seen with less, in whole
 * percents; null where it has all, or where nobody could count.
 */
export function lessThanAll(release: Release): number | null {
  const share = shareOf(release);
  return share === null || share >= everybody ? null : Math.round(share * 100) / 100;
}
