import { isBehind } from '../start/released-with.ts';
import type { Line } from '../state/line.ts';
import type { Release } from '../state/release.ts';
import type { Verdict } from '../state/verdict.ts';

/**
 * Time counts only when it was watched, good, and enough users were there; a gap counts for two
 * looks at most.
 */
export function creditOf(line: Line, release: Release, verdict: Verdict, at: number): number {
  const { plan, watch, seen, phase } = release;
  const gap = Math.min(
    at - Math.max(watch.measuredAt ?? at, beganAt(release, at)),
    2 * plan.lookEveryMs,
  );
  if (release.kind === 'return') return Math.max(0, gap);
  const enough = release.kind === 'release' || (seen?.newServers.users ?? 0) >= plan.usersMin;
  // What was watched beside a build that is no longer live says nothing, whatever moves meanwhile.
  const aside =
    release.kind === 'prerelease' &&
    (line.moving?.migrating === true || isBehind({ ...line, moving: null }, release));
  return verdict.kind === 'healthy' && enough && !aside && phase.kind !== 'verifying'
    ? Math.max(0, gap)
    : 0;
}

/** What was watched before the users of this phase were there says nothing about it. */
function beganAt({ phase }: Release, at: number): number {
  if (phase.kind === 'migrating') return phase.movedAt ?? at;
  return 'since' in phase ? phase.since : at;
}
