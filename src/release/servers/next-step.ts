import type { Server } from '../state/servers.ts';
import { blockedBecause, isRecalled, isTakenOver, type Line } from '../state/line.ts';
import type { Release } from '../state/release.ts';
import { withUnknown } from './accounts.ts';
import { grow, letIn, letOldGo, waits } from './forward.ts';
import { handOver, leanOn, moveStep, swappingStep } from './move-users.ts';
import { portion } from './portion.ts';
import { rollbackStep } from './rollback-step.ts';
import { type Sides, sidesOf, sidesThatCount } from './sides.ts';
import { admit, close, ids, ready, type Step } from './step.ts';
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
  const { newServers } = sides;
  switch (release.phase.kind) {
    case 'launching':
      return grow(line, release, sides);
    case 'verifying':
      return waits(release, sides) ? null : (admit(newServers) ?? grow(line, release, sides));
    case 'migrating':
    case 'watching':
      return moveStep(line, release, release.phase, sides, at);
    case 'swapping':
      return swappingStep(line, release, sides, at);
    case 'retiring':
      return retireStep(release, release.phase.unprotectedAt, sides, at);
    default:
      return null;
  }
}

/**
 * Old servers go once they are empty and were left unprotected for the grace time, and only while
 * as many new ones as are needed are open.
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
  return (
    // A new one may have been shut, and old ones opened again while new ones were missing.
    admit(newServers) ??
    close(oldServers) ??
    handOver(newServers, oldServers, 1, release.plan.ways) ??
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
