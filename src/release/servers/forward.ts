import { hasUsers, type Server } from '../state/servers.ts';
import type { Line } from '../state/line.ts';
import type { Release } from '../state/release.ts';
import { launch, mayLaunch } from './launch-orders.ts';
import { isPaused } from './paused.ts';
import { isUnsure, type Sides } from './sides.ts';
import { areSwapped } from './singles.ts';
import { admit, ids, prepare, retire, type Step } from './step.ts';

/** Nothing goes forward while people say so, or while a server may be anything. */
export function waits(release: Release, sides: Sides): boolean {
  return isPaused(release) || isUnsure(sides);
}

/** Configures what came up bare, then gives the orders that stand in the ledger. */
export function grow(line: Line, release: Release, sides: Sides): Step | null {
  if (!mayLaunch(line, release, sides)) return null;
  return prepare(sides.newServers, release.build) ?? launch(release, 'build');
}

/** Configures what came up bare, then opens what is ready. */
export function letIn({ build }: Release, { newServers }: Sides): Step | null {
  return prepare(newServers, build) ?? admit(newServers);
}

/** Closed and empty old servers are left unprotected for the grace time, and only then go. */
export function letOldGo(
  release: Release,
  unprotectedAt: number | null,
  oldServers: readonly Server[],
  at: number,
): Step | null {
  const { plan } = release;
  // The fast way back stays open until every job that must never run twice works.
  if (!areSwapped(release) || oldServers.some((server) => hasUsers(server, plan.ways))) return null;
  const guarded = oldServers.filter((server) => server.protected === true);
  if (guarded.length > 0) return { kind: 'protect', ids: ids(guarded), on: false };
  if (unprotectedAt === null || at - unprotectedAt < plan.retireGraceMs || oldServers.length === 0)
    return null;
  return retire(oldServers, plan.ways);
}
