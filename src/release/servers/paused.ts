import type { Release } from '../state/release.ts';

/** Nothing goes forward under a page or a hold. */
export function isPaused(release: Release): boolean {
  return release.countdown !== null || release.hold !== null;
}
