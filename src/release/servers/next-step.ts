import { hasUsers, type Server } from '../state/servers.ts';
import { blockedBecause, isTakenOver, type Line } from '../state/line.ts';
import { batchesOf } from '../migration/move.ts';
import type { Release } from '../state/release.ts';
import { withUnknown } from './accounts.ts';
import type { Ways } from '../state/ways.ts';
import { grow, isRecalled, letIn, letOldGo, waits } from './forward.ts';
import { portion } from './portion.ts';
import { rollbackStep } from './rollback-step.ts';
import { type Sides, sidesOf, sidesThatCount } from './sides.ts';
import { admit, close, ids, ready, type Step, usersOn } from './step.ts';
import { swapStep } from './swap.ts';
import { trafficStep } from './traffic-step.ts';

/**
 * Compares what is wanted with what is there and names the one next step; null when nothing is to
 * be done.
 */
export function nextStep(
  line: Line,
  release: Release,
  servers: readonly Server[],
  at: number,
): Step | null {
  const step = wholeStep(line, release, servers, at) ?? leaveBalancer(release, servers);
  const since = 'since' in release.phase ? at - release.phase.since : 0;
  return step && portion(step, release.plan.ways, since);
}

function wholeStep(
  line: Line,
  release: Release,
  servers: readonly Server[],
  at: number,
): Step | null {
  const all = sidesOf(line, release, withUnknown(release, servers));
  const { phase } = release;
  if (phase.kind === 'rolling-back') return rollbackStep(line, release, phase, all, servers, at);
  const sides = sidesThatCount(release, all);
  // A build that was barred meanwhile goes nowhere; the next look turns it round.
  if (release.kind !== 'return' && blockedBecause(line, release.build) !== null) return null;
  if (release.plan.ways.moves === 'traffic') return trafficStep(line, release, sides, servers, at);
  return release.kind === 'prerelease'
    ? prereleaseStep(line, release, sides)
    : releaseStep(line, release, sides, at);
}

function prereleaseStep(line: Line, release: Release, sides: Sides): Step | null {
  const { newServers } = sides;
  switch (release.phase.kind) {
    case 'launching':
      return grow(line, release, sides);
    case 'joining':
    case 'configuring':
      return line.moving?.migrating || waits(release, sides) ? null : letIn(release, sides);
    case 'soaking':
    case 'waiting':
    case 'approved':
      if (isTakenOver(line, release) || isRecalled(line, release)) return null;
      if (line.moving?.migrating) return close(newServers);
      return waits(release, sides) ? null : letIn(release, sides);
    default:
      return null;
  }
}

function releaseStep(line: Line, release: Release, sides: Sides, at: number): Step | null {
  const { newServers, oldServers } = sides;
  const { plan } = release;
  switch (release.phase.kind) {
    case 'launching':
      return grow(line, release, sides);
    case 'verifying':
      return waits(release, sides) ? null : (admit(newServers) ?? grow(line, release, sides));
    case 'migrating':
      if (ready(newServers) < release.capacity)
        return leanOn(newServers, oldServers) ?? grow(line, release, sides);
      if (waits(release, sides)) return null;
      return (
        admit(newServers) ??
        close(oldServers) ??
        migrate(
          newServers,
          oldServers,
          shareOf(release, release.phase.batch, [...newServers, ...oldServers]),
          plan.ways,
        )
      );
    case 'watching':
      if (ready(newServers) < release.capacity)
        return leanOn(newServers, oldServers) ?? grow(line, release, sides);
      return waits(release, sides)
        ? null
        : (admit(newServers) ?? close(oldServers) ?? migrate(newServers, oldServers, 1, plan.ways));
    case 'swapping':
      return swapping(line, release, sides);
    case 'retiring':
      return retireStep(release, release.phase.unprotectedAt, sides, at);
    default:
      return null;
  }
}

/** Users first: who came back to the old side while new servers were missing goes over again. */
function swapping(line: Line, release: Release, sides: Sides): Step | null {
  const { newServers, oldServers } = sides;
  if (ready(newServers) < release.capacity)
    return leanOn(newServers, oldServers) ?? grow(line, release, sides) ?? swapStep(release, sides);
  if (waits(release, sides)) return swapStep(release, sides);
  return (
    admit(newServers) ??
    close(oldServers) ??
    swapStep(release, sides) ??
    migrate(newServers, oldServers, 1, release.plan.ways)
  );
}

/** A return does not wait until users can be counted: without figures everybody goes at once. */
function shareOf(release: Release, batch: number, servers: readonly Server[]): number {
  return release.kind === 'return' && servers.some(isUncounted)
    ? 1
    : (batchesOf(release)[batch] ?? 1);
}

function isUncounted({ state, users }: Server): boolean {
  return state === 'ready' && users === null;
}

/**
 * Old servers go only while the new ones carry everybody, are empty, and were left unprotected for
 * the grace time.
 */
function retireStep(
  release: Release,
  unprotectedAt: number | null,
  sides: Sides,
  at: number,
): Step | null {
  const { newServers, oldServers } = sides;
  if (ready(newServers) < release.capacity) return leanOn(newServers, oldServers);
  if (waits(release, sides)) return null;
  // They may have been opened again while new ones were missing.
  const shut = close(oldServers);
  if (shut) return shut;
  return (
    migrate(newServers, oldServers, 1, release.plan.ways) ??
    letOldGo(release, unprotectedAt, oldServers, at)
  );
}

/** What somebody took away stands in the balancer still, and users would be sent to it. */
function leaveBalancer(release: Release, servers: readonly Server[]): Step | null {
  const old = release.kind === 'prerelease' ? undefined : release.target?.version;
  const dead = servers.filter(
    (server) =>
      server.state === 'leaving' &&
      server.joined &&
      (server.release === release.id || server.version === old),
  );
  return dead.length > 0 ? { kind: 'retire', ids: ids(dead), how: 'destroy' } : null;
}

/** New servers are missing: those still there carry new users again, old ones first. */
function leanOn(newServers: readonly Server[], oldServers: readonly Server[]): Step | null {
  return admit(oldServers) ?? admit(newServers);
}

/** Old servers keep at most the users outside this batch, each its fair part. */
function migrate(
  newServers: readonly Server[],
  oldServers: readonly Server[],
  share: number,
  ways: Ways,
): Step | null {
  const full = oldServers.filter((server) => hasUsers(server, ways));
  if (share >= 1)
    return full.length > 0
      ? { kind: 'migrate', moves: full.map(({ id }) => ({ id, keep: 0 })) }
      : null;
  // A share of users nobody could count is no share.
  if ([...newServers, ...oldServers].some(isUncounted)) return null;
  const keep = oldMayKeep(usersOn(newServers) + usersOn(oldServers), share);
  const there = usersOn(oldServers);
  if (there <= keep) return null;
  return {
    kind: 'migrate',
    moves: full.map((server) => ({
      id: server.id,
      keep: Math.floor(((server.users ?? 0) * keep) / there),
    })),
  };
}

/** How many of all users may still be on old servers when a batch is done. */
export function oldMayKeep(total: number, share: number): number {
  return Math.floor(total * (1 - share) + 1e-9);
}
