import { batchesOf, betweenOf, moveOf } from './move.ts';
import type { Release } from '../state/release.ts';

/**
 * Watching may take longer than planned, because only good time counts; more than this is a hold or
 * a pause, and no pace.
 */
const slowMost = 2;
/** Before this part of a batch has moved, nobody can tell how fast it goes. */
const enough = 0.1;

/**
 * How long it takes until everybody moved and the old servers may go, if it goes on as it went so
 * far (clock ms); null before anything moved.
 */
export function timeLeft(release: Release, at: number): number | null {
  const { phase, plan } = release;
  const slow = slownessOf(release);
  const end = plan.watchMs * slow + plan.retireGraceMs;
  if (phase.kind === 'watching')
    return Math.max(0, plan.watchMs - phase.watchedMs) * slow + plan.retireGraceMs;
  if (phase.kind !== 'migrating') return null;
  const perShare = moveMsPerShare(release, at);
  if (perShare === null) return null;
  const batches = batchesOf(release);
  const between = betweenOf(release) * slow;
  const reached = batches[phase.batch] ?? 1;
  const present =
    phase.movedAt === null
      ? Math.max(0, reached - (shareMoved(release) ?? 0)) * perShare + between
      : Math.max(0, betweenOf(release) - phase.watchedMs) * slow;
  return present + (batches.length - phase.batch - 1) * between + (1 - reached) * perShare + end;
}

/** How long the whole crowd would take to move, as it went so far; null before anybody can tell. */
export function moveMsPerShare(release: Release, at: number): number | null {
  const { phase } = release;
  const { done, since, batches } = moveOf(release);
  const before = done.at(-1)?.share ?? 0;
  const past = done.reduce((sum, batch) => sum + (batch.movedAt - batch.since), 0);
  if (phase.kind !== 'migrating' || since === null) return before > 0 ? past / before : null;
  if (phase.movedAt !== null) return (past + phase.movedAt - since) / (batches[phase.batch] ?? 1);
  if (before > 0) return past / before;
  const now = (shareMoved(release) ?? 0) - before;
  return now >= enough * ((batches[phase.batch] ?? 1) - before) ? (at - since) / now : null;
}

function shareMoved({ seen }: Release): number | null {
  const share = seen?.newServers.share ?? null;
  if (share !== null) return share;
  const mine = seen?.newServers.users ?? null;
  const old = seen?.oldServers.users ?? null;
  return mine === null || old === null || mine + old === 0 ? null : mine / (mine + old);
}

/** How much longer watching took than what counted of it. */
function slownessOf(release: Release): number {
  const { done } = moveOf(release);
  const watched = done.reduce((sum, batch) => sum + batch.watchedMs, 0);
  const took = done.reduce((sum, batch) => sum + (batch.until - batch.movedAt), 0);
  return watched > 0 ? Math.min(slowMost, Math.max(1, took / watched)) : 1;
}
