import type { Decision } from '../state/decision.ts';
import { isNext } from '../start/other-prereleases.ts';
import { afterLive, isBehind } from '../start/released-with.ts';
import { isSignedOff } from '../approval/sign-off.ts';
import { type BlockedBuild, blockedBecause, type Line } from '../state/line.ts';
import { giveUp } from '../paging/give-up.ts';
import type { Ancestry } from '../../changes/lineage.ts';
import { inPhase, moved, measuredOnly, rollBack } from '../state/outcome.ts';
import { recallOf } from '../start/recall.ts';
import type { Release } from '../state/release.ts';
import type { Ask } from '../state/remembered.ts';
import { shareOn } from '../state/servers.ts';
import type { Sides } from './sides.ts';
import { ready } from './step.ts';
import { jobInTheWay } from '../state/job-run.ts';
import { sameBuild } from '../state/build.ts';
import { askingAll, barsWithin, isAskedAnew, overtaken } from '../approval/teams-asked.ts';
import { isPaused } from './paused.ts';
import { byItself } from '../state/said.ts';

/** What the world's state means for a pre-release; null when it changes nothing. */
export function duringPrerelease(
  line: Line,
  before: Release,
  release: Release,
  others: readonly Release[],
  sides: Sides,
  at: number,
  ancestry: Ancestry | undefined,
): Decision | null {
  const { phase, plan } = release;
  const { newServers } = sides;
  const open = newServers.filter((server) => server.joined && server.admits);
  const said = asTheLineSays(line, release, at, ancestry) ?? standsAside(line, release, at);
  if (said) return said;
  switch (phase.kind) {
    case 'queued':
      // Where something else went live meanwhile, the repository says first whether this build
      // contains it.
      return isNext(release, others) && mayStart(line, release, at)
        ? moved(line, inPhase(release, { kind: 'requested', since: at }))
        : null;
    case 'requested':
      return line.moving || !mayStart(line, release, at)
        ? null
        : moved(
            line,
            inPhase(
              { ...release, capacity: release.seen?.oldServers.ready ?? 0 },
              { kind: 'launching', since: at },
            ),
          );
    case 'launching':
      return ready(newServers) >= plan.servers
        ? moved(line, inPhase(release, { kind: 'joining', since: at }))
        : null;
    case 'joining':
      return ready(open) >= plan.servers
        ? moved(line, inPhase(release, { kind: 'configuring', since: at }))
        : null;
    case 'configuring':
      // Configured means it answers for itself: healthy, and its users can be counted.
      return ready(open) >= plan.servers && answersForItself(release, sides)
        ? moved(line, inPhase(release, { kind: 'soaking', since: at }))
        : null;
    case 'soaking':
    case 'waiting':
    case 'approved':
      return whenItIsGone(line, before, release, at);
    default:
      return null;
  }
}

/** Its users can be counted; where shares move, it was given its own. */
function answersForItself(release: Release, sides: Sides): boolean {
  if (release.plan.ways.moves === 'traffic') return (shareOn(sides.newServers) ?? 0) > 0;
  return sides.newServers.every(
    (server) => !(server.joined && server.admits) || server.users !== null,
  );
}

/** Its build serves everybody: nothing is left to try. */
export function carriedOut(line: Line, release: Release, at: number): Decision | null {
  if (
    release.kind !== 'prerelease' ||
    !line.live ||
    (!sameBuild(line.live, release.build) && !line.carried.includes(release.id))
  )
    return null;
  return moved(line, inPhase({ ...release, countdown: null, hold: null }, { kind: 'carried', at }));
}

function asTheLineSays(
  line: Line,
  release: Release,
  at: number,
  ancestry: Ancestry | undefined,
): Decision | null {
  const out = carriedOut(line, release, at);
  if (out) return out;
  if (line.moving?.carries.includes(release.id)) return null;
  const bar = blockedBecause(line, release.build);
  if (bar !== null)
    return withLock(
      rollBack(
        line,
        release,
        at,
        byItself(bar),
        release.phase.kind === 'queued' ? 'stopped' : 'rolled-back',
      ),
      line.lock,
    );
  const back = comeBack(line, release, at) ?? askMore(line, release, at);
  if (back) return back;
  return afterLive(line, release, ancestry, at);
}

/**
 * A line that is locked or frozen, or on whose hosts a job runs, takes nothing new, whenever that
 * was asked for; and nobody goes on beside what is not known to be in the build.
 */
function mayStart(line: Line, release: Release, at: number): boolean {
  const frozen = line.freeze !== null && line.freeze.until > at;
  if (line.lock || frozen || jobInTheWay(line)) return false;
  return !isPaused(release) && !isBehind(line, release);
}

/**
 * While a release of another build moves, a canary that is not there yet waits: the time it may
 * take begins anew.
 */
function standsAside(line: Line, release: Release, at: number): Decision | null {
  const { phase } = release;
  const starting =
    phase.kind === 'launching' || phase.kind === 'joining' || phase.kind === 'configuring';
  return line.moving && starting
    ? measuredOnly(line, inPhase(release, { ...phase, since: at }))
    : null;
}

/**
 * A build that is contained in this one was barred since: whoever barred it is asked too, and
 * nothing is approved without them. Who had said yes before is called and told why.
 */
function askMore(line: Line, release: Release, at: number): Decision | null {
  if (!isAskedAnew(line, release)) return null;
  const next = askingAll(line, release);
  const asks =
    release.phase.kind === 'approved' && !isSignedOff(next, at, null)
      ? inPhase(next, { kind: 'waiting', since: at })
      : next;
  const again = asks.phase.kind === 'waiting' ? overtaken(barsWithin(line, release), release) : [];
  return moved(line, {
    ...asks,
    asks: [...release.asks, ...again.map((bar) => askAgain(bar, at))],
    rev: release.rev + 1,
  });
}

function askAgain({ version, because, teams }: BlockedBuild, at: number): Ask {
  return {
    by: { id: 'davy', name: 'Davy' },
    at,
    teams,
    because: { kind: 'contains-blocked', version, because },
  };
}

/** It was replaced, or went back with the release that carried it. */
export function comeBack(line: Line, release: Release, at: number): Decision | null {
  const recalled = recallOf(line, release);
  if (!recalled) return null;
  const { because, by, end } = recalled;
  return rollBack(line, release, at, { because, by }, end);
}

/**
 * Whoever barred the build locked the line with it; a person who unlocked it since is not overruled
 * by the canary that follows.
 */
function withLock(decision: Decision, lock: Line['lock']): Decision {
  return decision.kind === 'moved' ? { ...decision, line: { ...decision.line, lock } } : decision;
}

/**
 * Servers that vanish twice in a row were taken by somebody: Davy never fights a person, it asks.
 */
function whenItIsGone(line: Line, before: Release, release: Release, at: number): Decision | null {
  const gone = (seen: Release['seen']) =>
    seen !== null && seen.newServers.servers < release.plan.servers;
  if (!gone(before.seen) || !gone(release.seen) || line.moving?.carries.includes(release.id))
    return null;
  return giveUp(line, release, at, { kind: 'canary-gone' });
}
