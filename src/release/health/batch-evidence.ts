/**
 * # src/release/health
 *
 * Decides whether a build is healthy from what was measured, and what follows for its soak, its
 * page and its batches.
 */

import { betweenOf, moveOf } from '../migration/move.ts';
import type { Reading } from '../state/reading.ts';
import { failedShare, type Reconnects } from '../state/reconnects.ts';
import type { Release } from '../state/release.ts';
import { isPaused } from '../servers/paused.ts';

/**
 * What a batch still owes before the next one: where the service counts reconnects, those of this
 * batch. Without them nobody knows how users came over, so nothing more moves. Counters lag behind,
 * so they are asked for when the next batch would start, and not before; a fleet that never counted
 * them owes nothing.
 */
export function reconnectsOwed(
  release: Release,
  reconnects: Reconnects | undefined,
  credit: number,
): readonly Reading[] {
  const { phase, plan, kind } = release;
  if (
    kind === 'return' ||
    plan.reconnectsMax === null ||
    phase.kind !== 'migrating' ||
    phase.movedAt === null ||
    isPaused(release)
  )
    return [];
  if (phase.watchedMs + credit < betweenOf(release)) return [];
  const counted = reconnects?.since === moveOf(release).since ? reconnects : undefined;
  if (counted && failedShare(counted) !== null) return [];
  const missing = counted?.missing ?? ({ kind: 'reconnects-not-counted' } as const);
  return [
    {
      signal: 'reconnects',
      unit: '',
      source: 'prometheus',
      value: null,
      baseline: null,
      limit: { kind: 'max', value: plan.reconnectsMax },
      ageMs: null,
      sample: null,
      missing,
      issues: [],
    },
  ];
}
