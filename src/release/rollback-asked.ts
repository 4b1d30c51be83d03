import type { Decision, Refusal } from './state/decision.ts';
import type { Line } from './state/line.ts';
import { moved, nameOf, refuse, rollBack } from './state/outcome.ts';
import type { PersonEvent } from './state/person-event.ts';
import type { Release } from './state/release.ts';
import { saidBy } from './state/said.ts';

type RollbackAsked = Extract<PersonEvent, { kind: 'rollback-asked' }>;

/**
 * Always possible. Before any user can have moved it is a cancellation: nothing is barred and the
 * line stays open.
 */
export function askRollback(
  line: Line,
  release: Release,
  { at, by, reason }: RollbackAsked,
): Decision {
  if (release.kind === 'return') return refuse('not-now', 'isWayBack', nameOf(release));
  if (isOut(release)) return refuse('too-late', 'isOut', nameOf(release), release.service);
  if (line.moving?.carries.includes(release.id))
    return refuse('moving', 'rollBackRelease', nameOf(release));
  const start =
    release.phase.kind === 'queued' ||
    release.phase.kind === 'requested' ||
    release.phase.kind === 'launching';
  return rollBack(
    line,
    release,
    at,
    // Who rolls back now answers the page: why it came is why users go back.
    saidBy(by, 'asked', reason, release.countdown?.because),
    start ? (release.kind !== 'prerelease' ? 'cancelled' : 'stopped') : 'rolled-back',
  );
}

/**
 * A way back that was begun without this ledger: whatever Davy makes of it, its orders come after
 * those that were given meanwhile.
 */
export function learnOfWayBack(
  line: Line,
  before: Release,
  event: RollbackAsked,
  fencesFrom: number,
  late: Refusal | null,
): Decision {
  const release = { ...before, fencesFrom: Math.max(before.fencesFrom ?? 0, fencesFrom) };
  const decision = late ?? askRollback(line, release, event);
  return decision.kind === 'refused' ? moved(line, release) : decision;
}

/** Its old servers are gone: it no longer moves, and the way back is a return. */
export function isOut({ phase }: Release): boolean {
  return (
    phase.kind === 'announcing' || (phase.kind === 'stuck' && phase.from.kind === 'announcing')
  );
}
