import type { Decision } from '../state/decision.ts';
import { hasUsers, isUnguarded, isReachable } from '../state/servers.ts';
import { blockedBecause, type Line } from '../state/line.ts';
import { jobInTheWay } from '../state/job-run.ts';
import { batchesOf, withMove } from '../migration/move.ts';
import { inPhase, moved, rollBack } from '../state/outcome.ts';
import { isFresh } from '../state/reading.ts';
import type { Release } from '../state/release.ts';
import { carriesStill, isSteered } from './shares.ts';
import { isUnsure, type Sides } from './sides.ts';
import { areSwapped } from './singles.ts';
import { ready, usersOn } from './step.ts';
import { duringSwap } from './swap.ts';
import { ticketEffect } from '../tickets/retry.ts';
import { isPaused } from './paused.ts';
import { oldMayKeep } from './move-users.ts';
import { byItself } from '../state/said.ts';

/** How many builds that served everybody are remembered. */
const lastGoodMax = 5;

/** What the world's state means for a release; null when it changes nothing. */
export function duringRelease(
  line: Line,
  before: Release,
  release: Release,
  sides: Sides,
  at: number,
): Decision | null {
  const { phase, capacity } = release;
  const { newServers } = sides;
  const bar =
    release.kind === 'return' || phase.kind === 'announcing'
      ? null
      : blockedBecause(line, release.build);
  if (bar !== null) return rollBack(line, release, at, byItself(bar), 'rolled-back');
  if (isUnsure(sides) && phase.kind !== 'announcing') return null;
  switch (phase.kind) {
    case 'requested':
      // A way back waits for no job: whoever runs one is told, and users are not kept waiting.
      if (release.kind !== 'return' && jobInTheWay(line)) return null;
      return moved(line, inPhase(release, { kind: 'launching', since: at }));
    case 'launching':
      return ready(newServers) >= capacity
        ? moved(
            line,
            inPhase(withMove(release, { launchMs: at - phase.since }), {
              kind: 'verifying',
              since: at,
            }),
          )
        : null;
    case 'verifying':
      return isVerified(line, release, sides, at) && !isPaused(release)
        ? startMoving(line, release, at)
        : null;
    case 'migrating':
      return isMoved(line, release, sides)
        ? moved(line, inPhase(release, { ...phase, movedAt: at }))
        : null;
    case 'swapping':
      return duringSwap(line, release, phase, sides, at);
    case 'retiring':
      return whileRetiring(line, before, release, sides, at);
    case 'announcing':
      return goLive(line, inPhase(release, { kind: 'live', at }));
    default:
      return null;
  }
}

/** The users of this batch are over, as far as anybody can count them. */
function isMoved(line: Line, release: Release, sides: Sides): boolean {
  const { newServers, oldServers } = sides;
  const { kind, phase, capacity, plan } = release;
  if (phase.kind !== 'migrating' || phase.movedAt !== null) return false;
  if (plan.ways.moves === 'traffic')
    return (
      ready(newServers) >= capacity &&
      isSteered(line, release, sides) &&
      carriesStill(line, release, sides)
    );
  const total = usersOn(newServers) + usersOn(oldServers);
  const keep = oldMayKeep(total, batchesOf(release)[phase.batch] ?? 1);
  const counted =
    kind === 'return' ||
    oldServers.every((server) => server.users !== null || !hasUsers(server, plan.ways));
  return counted && usersOn(oldServers) <= keep && ready(newServers) >= capacity;
}

function goLive(line: Line, live: Release): Decision {
  const tickets = ticketEffect(live);
  return moved(line, live, { effects: tickets ? [tickets] : [] });
}

/**
 * Every new server healthy, open and countable, users growing on them (where there are any), and
 * what is measured says so too. A return waits for no measurement.
 */
function isVerified(line: Line, release: Release, sides: Sides, at: number): boolean {
  const { newServers, oldServers } = sides;
  const { watch, plan, kind } = release;
  const well =
    watch.verdict?.kind === 'healthy' && isFresh(watch.measuredAt, at, 4 * plan.lookEveryMs);
  const open = newServers.filter(
    (server) => server.joined && server.admits && (kind === 'return' || server.users !== null),
  );
  if (plan.ways.moves === 'traffic') {
    // At night nobody may come: the share it was given is what proves that users can.
    const shared =
      ready(newServers.filter(isReachable)) >= release.capacity && isSteered(line, release, sides);
    return shared && (well || kind === 'return');
  }
  if (kind === 'return') return ready(open) >= release.capacity;
  return (
    well &&
    ready(open) >= release.capacity &&
    (usersOn(newServers) > 0 || usersOn(oldServers) === 0)
  );
}

function startMoving(line: Line, release: Release, at: number): Decision {
  const moving = { release: release.id, carries: release.carries, migrating: true };
  return moved(
    { ...line, moving },
    inPhase(withMove(release, { since: at }), {
      kind: 'migrating',
      since: at,
      batch: 0,
      movedAt: null,
      watchedMs: 0,
    }),
  );
}

/**
 * The last old server gone, seen twice because fleets tell late, is the point of no return: the
 * line's live build changes with it.
 */
function whileRetiring(
  line: Line,
  before: Release,
  release: Release,
  { newServers, oldServers }: Sides,
  at: number,
): Decision | null {
  const { phase, build, target } = release;
  if (phase.kind !== 'retiring' || isPaused(release) || !areSwapped(release)) return null;
  if (oldServers.length > 0) {
    const bare = oldServers.every((server) => isUnguarded(server, release.plan.ways));
    if (bare === (phase.unprotectedAt !== null)) return null;
    return moved(line, inPhase(release, { ...phase, unprotectedAt: bare ? at : null }));
  }
  const open = newServers.filter(isReachable).length;
  if (before.seen?.oldServers.servers !== 0 || open < release.capacity) return null;
  const kept = line.lastGood.filter((good) => good.version !== build.version);
  const lastGood =
    target && release.kind !== 'return'
      ? [target, ...kept.filter((good) => good.version !== target.version)]
      : kept;
  return moved(
    {
      ...line,
      live: build,
      unproven: null,
      carried: release.carries,
      lastGood: lastGood.slice(0, lastGoodMax),
      moving: null,
    },
    inPhase(release, { kind: 'announcing', since: at }),
  );
}
