import type { Person } from './people.ts';
import type { Plan } from './plan.ts';
import type { Reconnects } from './reconnects.ts';
import type { Release } from './release.ts';

/** A batch whose users moved and were watched: what it is measured by afterwards. Times are clock ms. */
export type Batch = {
  /** The share of all users that was on the new servers at its end. */
  readonly share: number;
  readonly since: number;
  readonly movedAt: number;
  readonly until: number;
  /** How much of the time after the move counted as watched. */
  readonly watchedMs: number;
  /** Users on the new servers at its end, where they could be counted. */
  readonly users: number | null;
  readonly reconnects: Reconnects | null;
};

/** Why a move goes more slowly than planned, and on whose word; nobody's: Davy saw reconnects fail. */
export type Slowed = { readonly by: Person | null; readonly at: number; readonly because: string };

/**
 * How a release's users are being moved. Its batches begin as the plan's and may only become smaller and be watched for
 * longer: slower is inside what was approved, so the approvals and the plan's hash stay as they are.
 */
export type Move = {
  readonly batches: readonly number[];
  /** How often what was left has been cut in half. */
  readonly halved: number;
  /** How many times as long as planned users are watched between two batches. */
  readonly patience: number;
  readonly slowed: Slowed | null;
  /** The batch for which Davy slowed down by itself; once for each is enough. */
  readonly adapted: number | null;
  /** When the present batch began. */
  readonly since: number | null;
  readonly reconnects: Reconnects | null;
  readonly done: readonly Batch[];
  /** How long its servers took to start: as long as the way back would take to start the old ones again. */
  readonly launchMs: number | null;
};

/** As planned, and nothing moved yet. */
export function plannedMove({ batches }: Plan): Move {
  return { batches, halved: 0, patience: 1, slowed: null, adapted: null, since: null, reconnects: null, done: [], launchMs: null };
}

/** How the move stands; one that nobody has touched stands as planned. */
export function moveOf({ move, plan }: Release): Move {
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
export function withMove(release: Release, more: Partial<Move>): Release {
  return { ...release, move: { ...moveOf(release), ...more } };
}

type Migrating = Extract<Release['phase'], { readonly kind: 'migrating' }>;

/** A batch is over: what it took is kept, because the time that is left is told from it. */
export function closeBatch(release: Release, { batch, movedAt, watchedMs }: Migrating, at: number): Release {
  const { since, reconnects, done, batches } = moveOf(release);
  const over: Batch = { share: batches[batch] ?? 1, since: since ?? movedAt ?? at, movedAt: movedAt ?? at, until: at, watchedMs, users: release.seen?.mine.users ?? null, reconnects };
  return withMove(release, { done: [...done, over], since: at, reconnects: null });
}
