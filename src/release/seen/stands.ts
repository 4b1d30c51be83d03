import { batchesOf, moveOf } from '../migration/move.ts';
import type { Because } from '../state/because.ts';
import type { Line } from '../state/line.ts';
import type { Phase } from '../state/phase.ts';
import {
  type Countdown,
  type Hold,
  isOpen,
  type Postponement,
  type Release,
} from '../state/release.ts';
import { crowdOf, shareOf } from '../state/crowd.ts';

/**
 * What keeps it from going forward. There may be several at once; the gravest is the one that is
 * told, everywhere the same.
 */
export type Stop =
  | { readonly kind: 'stuck'; readonly because: Because }
  | {
      readonly kind: 'countdown';
      readonly countdown: Countdown;
      /** The last time somebody postponed it. */
      readonly postponed: Postponement | null;
    }
  | { readonly kind: 'hold'; readonly hold: Hold };

/** One batch of a move: how many users and what share were there, are there, or are planned. */
export type BatchPlace = {
  readonly state: 'over' | 'now' | 'ahead';
  readonly users: number | null;
  readonly share: number;
};

/** How a release stands: every card, table, list and answer tells it from here. */
export type Stands = {
  /** Its phase; of what is stuck the one that it got stuck in. */
  readonly stage: Exclude<Phase, { readonly kind: 'stuck' }>;
  readonly stop: Stop | null;
  /** The batch under way, counted from 1, of those there are now: fewer or more than planned. */
  readonly batch: { readonly number: number; readonly of: number } | null;
  readonly batches: readonly BatchPlace[];
};

/** Reads it off the state. Nothing else counts batches, or says what stops a release. */
export function howItStands(release: Release): Stands {
  const stage = stageOf(release.phase);
  const shares = batchesOf(release);
  return {
    stage,
    stop: stopOf(release),
    batch: stage.kind === 'migrating' ? { number: stage.batch + 1, of: shares.length } : null,
    batches: shares.map((share, i) => placeOf(release, stage, share, i)),
  };
}

function stageOf(phase: Phase): Stands['stage'] {
  return phase.kind === 'stuck' ? stageOf(phase.from) : phase;
}

function stopOf(release: Release): Stop | null {
  const { phase, countdown, hold } = release;
  if (!isOpen(release) || phase.kind === 'rolling-back') return null;
  if (phase.kind === 'stuck') return { kind: 'stuck', because: phase.because };
  if (countdown)
    return { kind: 'countdown', countdown, postponed: countdown.postponements.at(-1) ?? null };
  return hold ? { kind: 'hold', hold } : null;
}

const moved: readonly Phase['kind'][] = ['watching', 'swapping', 'retiring', 'announcing', 'live'];

/** What was or is there is told as it was seen; only what is ahead is told as it is planned. */
function placeOf(release: Release, stage: Stands['stage'], share: number, i: number): BatchPlace {
  const { moved: here, all } = crowdOf(release);
  const planned = all === null ? null : Math.round(all * share);
  const now = stage.kind === 'migrating' ? stage.batch : -1;
  if (i === now && release.seen !== null)
    return { state: 'now', users: here, share: shareOf(release) ?? share };
  if (i >= now && !moved.includes(stage.kind))
    return { state: i === now ? 'now' : 'ahead', users: planned, share };
  const over = moveOf(release).done[i];
  if (!over) return { state: 'over', users: planned, share };
  const { users, all: then } = over;
  return {
    state: 'over',
    users: then === undefined ? planned : users,
    share: users !== null && then !== undefined && then > 0 ? users / then : share,
  };
}

/**
 * Each build once: a pre-release that a release took along is told by that release, which is what
 * moves.
 */
export function eachOnce(
  { moving }: Pick<Line, 'moving'>,
  open: readonly Release[],
): readonly Release[] {
  return open.filter(
    ({ id }) =>
      moving?.carries.includes(id) !== true || open.every((one) => one.id !== moving.release),
  );
}
