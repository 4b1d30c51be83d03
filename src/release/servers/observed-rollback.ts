import type { Decision } from '../state/decision.ts';
import type { Event } from '../state/event.ts';
import { isUnguarded, isServing, type Server } from '../state/servers.ts';
import { giveUp } from '../paging/give-up.ts';
import { unguardedStill } from './left-unguarded.ts';
import type { Line } from '../state/line.ts';
import { inPhase, moved, measuredOnly } from '../state/outcome.ts';
import type { Release } from '../state/release.ts';
import type { RollingBack } from '../state/phase.ts';
import { isShown, type Sides } from './sides.ts';
import { ready } from './step.ts';
import { areLost } from './steer-back.ts';
import { stands } from './swap.ts';
import { awayOf } from './swap-back.ts';
import { ticketEffect } from '../tickets/retry.ts';
import { lateWindowMs, timing } from '../../time/timing.ts';

/**
 * Follows the users home, then the servers out, then waits until nothing can come late. `earlier`:
 * how many of its servers the look before did not see.
 */
export function duringRollback(
  line: Line,
  release: Release,
  before: RollingBack,
  sides: Sides,
  event: Extract<Event, { kind: 'observed' }>,
  earlier: number,
): Decision {
  const { at, wall } = event;
  const { newServers, oldServers, gone } = sides;
  const { ways } = release.plan;
  const phase = seen(release, before, newServers.length + gone.length);
  const home = !(
    newServers.some((server) => isServing(server, ways) || !isShown(server)) ||
    areLost(line, release, sides, event.servers)
  );
  const shown = newServers.filter(isShown);
  const bare = shown.length > 0 && shown.every((server) => isUnguarded(server, ways));
  // Nobody knows since when one that answers again stands unguarded: another may have bared it.
  const isBack = newServers.length - shown.length < earlier;
  const unprotectedAt = bare ? ((isBack ? null : phase.unprotectedAt) ?? at) : null;
  if (home && phase.usersBackAt === null)
    return moved(line, inPhase(release, { ...phase, unprotectedAt, usersBackAt: at }));
  const calm =
    home &&
    newServers.length === 0 &&
    standsAgain(release, oldServers) &&
    isGuardedAgain(release, oldServers) &&
    awayOf(release, phase).length === 0
      ? (phase.calmSince ?? wall)
      : null;
  // The world must look finished for so long that no late call can undo it.
  const unseen = phase.unseen ?? release.orders.some((order) => order.unseen.length > 0);
  const calmMs = unseen ? timing.unseenMs : lateWindowMs(timing);
  if (calm === null || wall - calm < calmMs)
    return goOn(line, inPhase(release, { ...phase, unprotectedAt, calmSince: calm }), phase, at);
  const free = line.moving?.release === release.id ? { ...line, moving: null } : line;
  const { end, because, by, harm, usersBackAt } = phase;
  const left = { ...release, guarded: unguardedStill(release, oldServers) };
  const over = inPhase(left, {
    kind: end,
    at,
    because,
    by,
    ...(usersBackAt === null ? {} : { usersBackAt }),
    ...(harm ? { harm } : {}),
  });
  const tickets = ticketEffect(over);
  return moved(free, over, { effects: tickets ? [tickets] : [] });
}

/**
 * The fleet it found is the fleet it leaves: a release is not over while fewer servers take users
 * than before it.
 */
function standsAgain({ kind, capacity }: Release, oldServers: readonly Server[]): boolean {
  return (
    kind === 'prerelease' ||
    ready(oldServers.filter((server) => server.joined && server.admits)) >= capacity
  );
}

/** What it found protected is so again; one that nobody sees is guarded once it answers. */
function isGuardedAgain(release: Release, oldServers: readonly Server[]): boolean {
  const bare = oldServers.filter((one) => isShown(one) && one.protected === false);
  const still = bare.length > 0 ? unguardedStill(release, oldServers) : [];
  return bare.every(({ id }) => !still.includes(id));
}

function seen(release: Release, { unseen, ...phase }: RollingBack, servers: number): RollingBack {
  const ordered = release.kind !== 'prerelease' ? release.capacity : release.plan.servers;
  return unseen && servers < ordered ? { ...phase, unseen } : phase;
}

/** It goes on for ever; somebody is called once when it takes too long. */
function goOn(line: Line, release: Release, phase: RollingBack, at: number): Decision {
  if (at - phase.since <= release.plan.launchTimeoutMs || release.watch.undecidedTold)
    return measuredOnly(line, release);
  const [single] = phase.usersBackAt === null ? [] : awayOf(release, phase);
  return giveUp(line, release, at, single ? stands(single) : { kind: 'way-back-takes-long' });
}
