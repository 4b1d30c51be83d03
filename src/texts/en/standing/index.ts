import { buildStanding } from './build.ts';
import { endedStanding } from './ended.ts';
import { prereleaseStanding } from './prerelease.ts';
import { releasedWithStanding } from './released-with.ts';
import { releaseStandingTexts } from './release.ts';
import { backStanding, pendingStanding } from './trouble.ts';

/**
 * Where a build stands: the words of its card. Headlines are plain; the rest may hold markup, and
 * its values are escaped before they come here.
 */
export const standingTexts = {
  build: buildStanding,
  prerelease: prereleaseStanding,
  carried: releasedWithStanding,
  release: releaseStandingTexts,
  pending: pendingStanding,
  back: backStanding,
  ended: endedStanding,
};
