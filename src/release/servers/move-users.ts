import { hasUsers, type Server } from '../state/servers.ts';
import type { Line } from '../state/line.ts';
import { batchesOf } from '../migration/move.ts';
import type { Phase } from '../state/phase.ts';
import type { Release } from '../state/release.ts';
import type { Ways } from '../state/ways.ts';
import { grow, waits } from './forward.ts';
import type { Sides } from './sides.ts';
import { admit, close, ready, type Step, usersOn } from './step.ts';
import { swapStep } from './swap.ts';
import { byTurns } from './turns.ts';

/**
 * Moves users over to new servers that are open. In a return a bad server that does not close holds
 * nobody on it.
 */
export function moveStep(
  line: Line,
  release: Release,
  phase: Extract<Phase, { readonly kind: 'migrating' | 'watching' }>,
  sides: Sides,
  at: number,
): Step | null {
  const { newServers, oldServers } = sides;
  if (ready(newServers) < release.capacity)
    return leanOn(newServers, oldServers) ?? grow(line, release, sides);
  if (waits(release, sides)) return null;
  const all = [...newServers, ...oldServers];
  const share = phase.kind === 'migrating' ? shareOf(release, phase.batch, all) : 1;
  const steps = [
    close(oldServers),
    handOver(newServers, oldServers, share, release.plan.ways),
  ].filter((step) => step !== null);
  const inOrder = release.kind === 'return' ? byTurns(steps, at - phase.since) : steps;
  return admit(newServers) ?? inOrder[0] ?? null;
}

/** Users first: who came back to the old side while new servers were missing goes over again. */
export function swappingStep(line: Line, release: Release, sides: Sides, at: number): Step | null {
  const { newServers, oldServers } = sides;
  const swap = swapStep(release, sides, at);
  if (ready(newServers) < release.capacity)
    return leanOn(newServers, oldServers) ?? grow(line, release, sides) ?? swap;
  if (waits(release, sides)) return swap;
  return (
    admit(newServers) ??
    close(oldServers) ??
    swap ??
    handOver(newServers, oldServers, 1, release.plan.ways)
  );
}

/** New servers are missing: those still there carry new users again, old ones first. */
export function leanOn(newServers: readonly Server[], oldServers: readonly Server[]): Step | null {
  return admit(oldServers) ?? admit(newServers);
}

/** Old servers keep at most the users outside this batch, each its fair part. */
export function handOver(
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

/** A return does not wait until users can be counted: without figures everybody goes at once. */
function shareOf(release: Release, batch: number, servers: readonly Server[]): number {
  return release.kind === 'return' && servers.some(isUncounted)
    ? 1
    : (batchesOf(release)[batch] ?? 1);
}

function isUncounted({ state, users }: Server): boolean {
  return state === 'ready' && users === null;
}
