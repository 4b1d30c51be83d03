import { sameBuild } from '../state/build.ts';
import type { Decision } from '../state/decision.ts';
import type { Line } from '../state/line.ts';
import type { Ancestry } from '../../changes/lineage.ts';
import { moved, rollBack } from '../state/outcome.ts';
import { isOpen, type Release, unwatched } from '../state/release.ts';
import { isAsked } from '../approval/take-back.ts';
import { byItself } from '../state/said.ts';

/**
 * Whether something else went live since this pre-release began, so that it was watched beside what
 * is gone.
 */
export function isBehind(line: Line, { id, target, kind }: Release): boolean {
  return (
    kind === 'prerelease' &&
    !line.moving &&
    !line.carried.includes(id) &&
    line.live !== null &&
    target !== null &&
    !sameBuild(line.live, target)
  );
}

/**
 * Another build went live: a canary that contains it soaks again beside it, one that lacks it is
 * replaced. Until the repository has answered it waits.
 */
export function afterLive(
  line: Line,
  release: Release,
  ancestry: Ancestry | undefined,
  at: number,
): Decision | null {
  const { live } = line;
  if (!live || !isBehind(line, release) || ancestry?.commit !== live.commit) return null;
  if (!ancestry.contained)
    return rollBack(
      line,
      release,
      at,
      byItself({ kind: 'went-live', name: `${line.service} ${live.version}` }),
      'replaced',
    );
  if (release.countdown) return null;
  const phase = isAsked(release) ? ({ kind: 'soaking', since: at } as const) : release.phase;
  return moved(line, {
    ...release,
    phase,
    target: live,
    watch: unwatched,
    exposure: [],
    rev: release.rev + 1,
  });
}

/**
 * A release of several pre-releases has a thread of its own; one of a single pre-release goes on in
 * its thread.
 */
export function hasOwnThread({ carries }: Release): boolean {
  return carries.length > 1;
}

/**
 * Of the pre-releases whose commit is in the build that goes out: those that go out with it. One
 * that is about to come back does not.
 */
export function goesAlong(
  others: readonly Release[],
  proven: readonly string[],
): readonly string[] {
  return others
    .filter(
      (other) =>
        proven.includes(other.id) &&
        other.kind === 'prerelease' &&
        isOpen(other) &&
        isAsked(other) &&
        !other.countdown &&
        other.watch.verdict?.kind !== 'unhealthy',
    )
    .map(({ id }) => id);
}

/**
 * The newest approved build goes out by itself, and older ones with it: none of them overtakes it.
 */
export function isNewestApproved(release: Release, others: readonly Release[]): boolean {
  return !others.some(
    (other) =>
      other.kind === 'prerelease' &&
      other.phase.kind === 'approved' &&
      (other.at > release.at || (other.at === release.at && other.id > release.id)),
  );
}
