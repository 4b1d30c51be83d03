import type { RollingBack } from '../state/phase.ts';
import type { Release } from '../state/release.ts';
import type { KnownSingle } from '../state/single.ts';
import { works } from './singles.ts';
import type { Step } from './step.ts';
import { towards } from './swap.ts';
import { byTurns } from './turns.ts';

/**
 * Jobs that were begun to be swapped go back to the build that users go back to, the last one
 * first, one at a time. One whose place does not answer holds up no other; those that do not get on
 * take turns.
 */
export function swapBackStep(release: Release, phase: RollingBack, at: number): Step | null {
  const { target } = release;
  const away = awayOf(release, phase).filter(({ state }) => state !== 'unknown');
  const [one] = isSwappingBack(release, phase, at) ? away : byTurns(away, at - phase.since);
  return target && one ? towards(one, target) : null;
}

/** Whether a job is on its way back and may still take its time: new servers wait for it. */
export function isSwappingBack(release: Release, phase: RollingBack, at: number): boolean {
  const first = awayOf(release, phase).find(({ state }) => state !== 'unknown');
  if (!first) return false;
  const from = Math.max(first.since, phase.since, phase.usersBackAt ?? at);
  return at - from <= release.plan.launchTimeoutMs;
}

/** Jobs that do not work with the old build yet, the last one that was begun first. */
export function awayOf(
  { singles, target }: Release,
  { swapped = [] }: RollingBack,
): readonly KnownSingle[] {
  return target
    ? singles.filter((one) => swapped.includes(one.name) && !works(one, target)).toReversed()
    : [];
}
