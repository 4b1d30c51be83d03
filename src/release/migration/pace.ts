import type { Decision, Refusal } from '../state/decision.ts';
import type { PersonEvent } from '../state/person-event.ts';
import type { Line } from '../state/line.ts';
import { moveOf, withMove } from './move.ts';
import { moved, nameOf, refuse } from '../state/outcome.ts';
import { shareOf } from '../state/crowd.ts';
import { failedShare, failsTooOften } from '../state/reconnects.ts';
import type { Release } from '../state/release.ts';
import type { Migration } from '../state/remembered.ts';

/** What is left may be cut in half so often, and watched so many times as long as planned. */
const halvingsMax = 2;
const patienceMax = 4;
/** Two shares closer than this are one. */
const close = 1e-9;

/** Which way a person changes the pace. */
export type Pace = 'slower' | 'faster';

/** Why the pace cannot be changed, if it cannot: the buttons and the transition both ask here. */
export function paceRefusal(release: Release, to: Pace): Refusal | null {
  const { phase, plan, kind } = release;
  const { halved, patience } = moveOf(release);
  const name = nameOf(release);
  if (kind === 'prerelease') return refuse('not-now', 'noBatches', name);
  if (kind === 'return') return refuse('not-now', 'wayBackNotSlowed', name);
  if (phase.kind === 'stuck') return refuse('not-now', 'stuckMovesNothing', name);
  if (
    !['requested', 'launching', 'verifying', 'migrating'].includes(phase.kind) ||
    allMoved(release)
  )
    return refuse('too-late', 'allMoved', name);
  if (to === 'slower')
    return halved >= halvingsMax ? refuse('nothing-to-do', 'slowest', name, halvingsMax) : null;
  if (halved === 0 && patience === 1)
    return refuse('nothing-to-do', 'fastest', name, plan.batches.length);
  return null;
}

function allMoved(release: Release): boolean {
  const { phase } = release;
  return (
    phase.kind === 'migrating' &&
    phase.movedAt !== null &&
    phase.batch + 1 >= moveOf(release).batches.length
  );
}

/**
 * A person makes what is left go more slowly, or takes that back; never faster than what was
 * approved.
 */
export function setPace(
  line: Line,
  release: Release,
  { to, by, at }: Extract<PersonEvent, { kind: 'paced' }>,
): Decision {
  const no = paceRefusal(release, to);
  if (no) return no;
  const { halved, patience, slowed } = moveOf(release);
  const next = to === 'slower' ? halved + 1 : Math.max(0, halved - 1);
  const calmer = to === 'slower' ? patience : Math.max(1, patience / 2);
  const planned = next === 0 && calmer === 1;
  return moved(
    line,
    withMove(release, {
      ...cut(release, next),
      patience: calmer,
      slowed: planned ? null : to === 'slower' ? { by, at, because: null } : slowed,
    }),
  );
}

/**
 * Reconnects fail: what is left goes in smaller steps with more time between them. Once for each
 * batch; nothing when it has been done, and a way back is never slowed down.
 */
export function adapt(release: Release, at: number): Release | null {
  const { phase, plan, kind } = release;
  const { reconnects, halved, patience, adapted } = moveOf(release);
  if (
    kind === 'return' ||
    phase.kind !== 'migrating' ||
    adapted === phase.batch ||
    !reconnects ||
    !failsTooOften(reconnects, plan.reconnectsMax)
  )
    return null;
  if (halved >= halvingsMax && patience >= patienceMax) return null;
  const because = {
    kind: 'reconnects-failed',
    share: failedShare(reconnects) ?? 0,
    max: plan.reconnectsMax ?? 0,
  } as const;
  return withMove(release, {
    ...cut(release, Math.min(halvingsMax, halved + 1)),
    patience: Math.min(patienceMax, patience * 2),
    adapted: phase.batch,
    slowed: { by: null, at, because },
  });
}

/**
 * The batches behind stay as they were; those ahead are the plan's steps, each cut in half so
 * often. Never a bigger step than the plan's, and none that asks users back who are over already.
 */
function cut(release: Release, halved: number): Pick<Migration, 'batches' | 'halved'> {
  const { phase, plan } = release;
  const { batches } = moveOf(release);
  const behind =
    phase.kind === 'migrating'
      ? batches.slice(0, phase.batch + (phase.movedAt === null ? 0 : 1))
      : [];
  const reached = behind.at(-1) ?? 0;
  const over = overInBatch(release);
  const parts = 2 ** halved;
  const grid = plan.batches.flatMap((share, i) => {
    const before = plan.batches[i - 1] ?? 0;
    // The planned share itself, not a sum that comes near it: the last one has to be everybody.
    return Array.from({ length: parts }, (_, part) =>
      part + 1 === parts ? share : before + ((share - before) * (part + 1)) / parts,
    );
  });
  const isAhead = (share: number) => share > reached + close && share > over - close;
  return { batches: [...behind, ...grid.filter(isAhead)], halved };
}

/** What the batch that moves now has brought over; more than it asks for is not its own. */
function overInBatch(release: Release): number {
  const { phase } = release;
  if (phase.kind !== 'migrating' || phase.movedAt !== null) return 0;
  return Math.min(shareOf(release) ?? 0, moveOf(release).batches[phase.batch] ?? 1);
}
