import { hasUsers, type Server } from '../state/servers.ts';
import { blockedBecause, isTakenOver, type Line } from '../state/line.ts';
import { batchesOf } from '../migration/move.ts';
import type { Release } from '../state/release.ts';
import { portion } from './portion.ts';
import { rollbackStep } from './rollback-step.ts';
import { type Sides, sidesOf } from './sides.ts';
import { admit, close, ids, launch, ready, type Step, usersOn } from './step.ts';

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
  const step = wholeStep(line, release, servers, at);
  return step && portion(step, release.plan.ways);
}

function wholeStep(
  line: Line,
  release: Release,
  servers: readonly Server[],
  at: number,
): Step | null {
  const sides = sidesOf(line, release, servers);
  const { phase } = release;
  if (phase.kind === 'rolling-back') return rollbackStep(line, release, phase, sides, at);
  // A build that was barred meanwhile goes nowhere; the next look turns it round.
  if (release.kind !== 'return' && blockedBecause(line, release.build) !== null) return null;
  return release.kind === 'prerelease'
    ? prereleaseStep(line, release, sides)
    : releaseStep(release, sides, at);
}

function prereleaseStep(line: Line, release: Release, { newServers, gone }: Sides): Step | null {
  const { phase, plan, build } = release;
  switch (phase.kind) {
    case 'launching':
      return line.moving || line.lock || isPaused(release)
        ? null
        : launch(build, plan.servers, newServers, gone);
    case 'joining':
    case 'configuring':
      return line.moving?.migrating || isPaused(release) ? null : admit(newServers);
    case 'soaking':
    case 'waiting':
    case 'approved':
      if (isTakenOver(line, release)) return null;
      if (line.moving?.migrating) return close(newServers);
      return isPaused(release) ? null : admit(newServers);
    default:
      return null;
  }
}

function releaseStep(release: Release, sides: Sides, at: number): Step | null {
  const { newServers, oldServers, gone } = sides;
  switch (release.phase.kind) {
    case 'launching':
      return isPaused(release) ? null : launch(release.build, release.capacity, newServers, gone);
    case 'verifying':
      return isPaused(release) ? null : admit(newServers);
    case 'migrating':
      if (ready(newServers) < release.capacity) return leanOn(newServers, oldServers);
      if (isPaused(release)) return null;
      return (
        admit(newServers) ??
        close(oldServers) ??
        migrate(
          newServers,
          oldServers,
          shareOf(release, release.phase.batch, [...newServers, ...oldServers]),
        )
      );
    case 'watching':
      if (ready(newServers) < release.capacity) return leanOn(newServers, oldServers);
      return isPaused(release)
        ? null
        : (admit(newServers) ?? close(oldServers) ?? migrate(newServers, oldServers, 1));
    case 'retiring':
      return retireStep(release, release.phase.unprotectedAt, sides, at);
    default:
      return null;
  }
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
  { newServers, oldServers }: Sides,
  at: number,
): Step | null {
  if (ready(newServers) < release.capacity) return leanOn(newServers, oldServers);
  if (isPaused(release)) return null;
  // They may have been opened again while new ones were missing.
  const shut = close(oldServers);
  if (shut) return shut;
  if (oldServers.some(hasUsers)) return migrate(newServers, oldServers, 1);
  const guarded = oldServers.filter((server) => server.protected);
  if (guarded.length > 0) return { kind: 'protect', ids: ids(guarded), on: false };
  if (
    unprotectedAt === null ||
    at - unprotectedAt < release.plan.retireGraceMs ||
    oldServers.length === 0
  )
    return null;
  return { kind: 'retire', ids: ids(oldServers) };
}

/** New servers are missing: those still there carry new users again, old ones first. */
function leanOn(newServers: readonly Server[], oldServers: readonly Server[]): Step | null {
  return admit(oldServers) ?? admit(newServers);
}

/** Nothing goes forward under a page or a hold. */
export function isPaused(release: Release): boolean {
  return release.countdown !== null || release.hold !== null;
}

/** Old servers keep at most the users outside this batch, each its fair part. */
function migrate(
  newServers: readonly Server[],
  oldServers: readonly Server[],
  share: number,
): Step | null {
  const full = oldServers.filter(hasUsers);
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
