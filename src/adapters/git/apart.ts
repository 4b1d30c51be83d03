/**
 * # src/adapters/git
 *
 * Git behind the port `Source`: keeps a mirror of the repository and reads from it what lies
 * between two builds. Decides how long a slow repository may keep a message waiting.
 */

import { type Apart, isPickedInPart, isPickedWhole } from '../../changes/changes-of.ts';
import type { Commit } from '../../changes/commit.ts';
import { contains, pathsBetween } from './compare.ts';
import { type Stretch, stepsOf, withRealAuthors } from './read-log.ts';
import { withMerged } from './read-merged.ts';
import { mayBePicked, withPatches } from './read-patches.ts';

/** Where two builds went different ways, as far as these paths are touched. */
export type TwoBuilds = {
  readonly folder: string;
  readonly from: string;
  readonly to: string;
  readonly paths: readonly string[];
};

/**
 * Both ways: what the new build has and the old one lacks, and, where they went apart, what the old
 * one has; what is on both as different commits can be told by its patch. Nothing is asked of what
 * `served` had before.
 */
export async function apartOf(
  { folder, from, to, paths }: TwoBuilds,
  served: readonly string[] = [],
): Promise<Apart> {
  const whole = async (stretch: Stretch): Promise<readonly Commit[]> =>
    withMerged(folder, stretch, await withRealAuthors(folder, await stepsOf(folder, stretch)));
  const [ahead, behind] = await Promise.all([
    whole({ to, not: [from], paths }),
    whole({ to: from, not: [to, ...served], paths }),
  ]);
  return withPatches(folder, { ahead, behind }, paths);
}

/** What differs in the end, whatever happened in between. */
export async function differing({
  folder,
  from,
  to,
  paths,
}: TwoBuilds): Promise<(path: string) => boolean> {
  const found = await pathsBetween(folder, from, to, paths);
  return (path) => found.has(path);
}

/** Whether a build has all that a commit has: its history holds it, or every change was picked. */
export async function holds(builds: TwoBuilds): Promise<boolean> {
  const { folder, from: part, to: whole } = builds;
  if (await contains(folder, whole, part)) return true;
  if (await contains(folder, part, whole)) return false;
  const isWorthIt = builds.paths.length > 0 || (await mayBePicked(folder, part, whole));
  return isWorthIt && isPickedWhole(await apartOf(builds));
}

/**
 * Whether it has anything of a commit that `served` did not have: a change that was barred comes
 * back by one pick.
 */
export async function holdsAny(builds: TwoBuilds, served: string | null): Promise<boolean> {
  const { folder, from: part, to: whole } = builds;
  if (await contains(folder, whole, part)) return true;
  if (await contains(folder, part, whole)) return false;
  if (!(await mayBePicked(folder, part, whole))) return false;
  // What is live has all of it: then nothing is left to tell it by.
  const before = served === null || (await contains(folder, served, part)) ? [] : [served];
  return isPickedInPart(await apartOf(builds, before));
}
