import type { Changelog } from '../../changes/changelog.ts';
import { moveOf } from '../migration/move.ts';
import { isOpen, type Release } from '../state/release.ts';
import { moveMsPerShare, timeLeft } from '../migration/time-left.ts';

/**
 * How users would come back now. `ms` is told from what this release took so far (clock ms), and is
 * null before anybody can tell.
 */
export type RollbackReadiness =
  /** The old servers are still there. */
  | { readonly kind: 'fast'; readonly ms: number | null; readonly servers: number }
  /** They have to be started again first. */
  | {
      readonly kind: 'slow';
      readonly ms: number | null;
      readonly left: number;
      readonly of: number;
    }
  | { readonly kind: 'impossible'; readonly why: 'target-unknown' | 'image-gone' }
  | { readonly kind: 'unknown'; readonly why: 'not-seen' | 'image-not-looked-for' };

/**
 * From what the last looks saw: the old servers, and whether their image could be launched again.
 */
export function rollbackReadiness(release: Release): RollbackReadiness {
  const { kind, seen, capacity } = release;
  const left = seen?.home ?? seen?.oldServers.ready ?? 0;
  const wanted = Math.max(1, kind !== 'prerelease' ? capacity : 1);
  if (!release.target) return { kind: 'impossible', why: 'target-unknown' };
  if (!seen) return { kind: 'unknown', why: 'not-seen' };
  const move = moveMs(release);
  if (isOpen(release) && left >= wanted) return { kind: 'fast', ms: move, servers: left };
  const afterwards = withoutOldServers(release);
  return afterwards.kind === 'slow' ? { ...afterwards, left } : afterwards;
}

/** How it will be once the old servers are gone: the point of no return of the fast way. */
export function withoutOldServers(
  release: Release,
): Exclude<RollbackReadiness, { readonly kind: 'fast' }> {
  const { seen, capacity } = release;
  const { launchMs } = moveOf(release);
  const move = moveMs(release);
  if (!seen?.image) return { kind: 'unknown', why: 'image-not-looked-for' };
  if (!seen.image.found) return { kind: 'impossible', why: 'image-gone' };
  return {
    kind: 'slow',
    ms: launchMs === null ? null : launchMs + (move ?? 0),
    left: 0,
    of: capacity,
  };
}

/**
 * How long until the old servers go, at the pace so far; null while nobody can tell, and where they
 * stay.
 */
export function fastUntil(release: Release): number | null {
  const { kind, seen, phase, hold, countdown } = release;
  if (kind === 'prerelease' || !seen || hold || countdown) return null;
  return phase.kind === 'retiring' ? 0 : timeLeft(release, seen.at);
}

/** Users go back as fast as they came. */
function moveMs(release: Release): number | null {
  const mine = release.seen?.newServers.users ?? null;
  const old = release.seen?.oldServers.users ?? null;
  const perShare = moveMsPerShare(release, release.seen?.at ?? release.at);
  if (perShare === null || mine === null || old === null) return null;
  return mine + old > 0 ? (perShare * mine) / (mine + old) : 0;
}

/**
 * Changes of the database that nobody wrote a way back for: users can go back, the database stays
 * as it is.
 */
export function oneWayMigrations(changelog: Changelog | null): number {
  return (changelog?.changes ?? [])
    .flatMap(({ care }) => care)
    .reduce((sum, one) => sum + (one.kind === 'migrations' && !one.reversible ? one.count : 0), 0);
}
