/**
 * # src/release/migration
 *
 * Decides how users move: how many in a batch, how fast, and how long that still takes.
 */

import type { Plan } from '../state/plan.ts';
import type { Release } from '../state/release.ts';
import type { Batch, Migration } from '../state/remembered.ts';

/** As planned, and nothing moved yet. */
export function plannedMove({ batches }: Plan): Migration {
  return {
    batches,
    halved: 0,
    patience: 1,
    slowed: null,
    adapted: null,
    since: null,
    reconnects: null,
    done: [],
    launchMs: null,
    curve: [],
    half: null,
  };
}

/** How the move stands; one that nobody has touched stands as planned. */
export function moveOf({ move, plan }: Release): Migration {
  return move ?? plannedMove(plan);
}

/** The shares of users in the order they move, as they stand now. */
export function batchesOf(release: Release): readonly number[] {
  return moveOf(release).batches;
}

/** How long users are watched between two batches now; never shorter than planned. */
export function betweenOf(release: Release): number {
  return release.plan.betweenBatchesMs * moveOf(release).patience;
}

/** The same release with its move changed. */
export function withMove(release: Release, more: Partial<Migration>): Release {
  return { ...release, move: { ...moveOf(release), ...more } };
}

type Migrating = Extract<Release['phase'], { readonly kind: 'migrating' }>;

/** A batch is over: what it took is kept, because the time that is left is told from it. */
export function closeBatch(
  release: Release,
  { batch, movedAt, watchedMs }: Migrating,
  at: number,
): Release {
  const { since, reconnects, done, batches } = moveOf(release);
  const users = release.seen?.newServers.users ?? null;
  const left = release.seen?.oldServers.users ?? null;
  const over: Batch = {
    share: batches[batch] ?? 1,
    since: since ?? movedAt ?? at,
    movedAt: movedAt ?? at,
    until: at,
    watchedMs,
    users,
    ...(users === null || left === null ? {} : { all: users + left }),
    reconnects,
  };
  return withMove(release, { done: [...done, over], since: at, reconnects: null });
}
