import { buildStandingTexts } from './build.ts';
import { endedStandingTexts } from './ended.ts';
import { prereleaseStandingTexts } from './prerelease.ts';
import { releasedWithStandingTexts } from './released-with.ts';
import { releaseStandingTexts } from './release.ts';
import { backStandingTexts, pendingStandingTexts } from './trouble.ts';

/**
 * Where a build stands: the words of its card. Headlines are plain; the rest may hold markup, and
 * its values are escaped before they come here.
 */
export const standingTexts = {
  build: buildStandingTexts,
  prerelease: prereleaseStandingTexts,
  carried: releasedWithStandingTexts,
  release: releaseStandingTexts,
  pending: pendingStandingTexts,
  back: backStandingTexts,
  ended: endedStandingTexts,
};
