import { isSignedOff } from './sign-off.ts';
import type { Decision } from '../state/decision.ts';
import type { PersonEvent } from '../state/person-event.ts';
import type { Line } from '../state/line.ts';
import { inPhase, moved, nameOf, refuse, rollBack } from '../state/outcome.ts';
import type { Release } from '../state/release.ts';
import { saidBy } from '../state/said.ts';

type Said<K extends PersonEvent['kind']> = Extract<PersonEvent, { kind: K }>;

/**
 * A person takes back their own yes, until the release starts. Nobody can take back another's: that
 * is what a decline is for.
 */
export function undo(line: Line, release: Release, { at, by }: Said<'approval-undone'>): Decision {
  const no = mayUndo(line, release);
  if (no) return no;
  const approvals = release.approvals.filter((given) => given.by.id !== by.id);
  if (approvals.length === release.approvals.length)
    return refuse('nothing-to-do', 'notYours', nameOf(release));
  const next = { ...release, approvals };
  const open = release.phase.kind === 'approved' && !isSignedOff(next, at, null);
  return moved(
    line,
    open ? { ...inPhase(next, { kind: 'waiting', since: at }), rev: release.rev + 1 } : next,
  );
}

function mayUndo(line: Line, release: Release): Decision | null {
  const name = nameOf(release);
  if (release.kind !== 'prerelease' || line.moving?.carries.includes(release.id))
    return refuse('too-late', 'releaseStarted', name, release.service);
  if (!isAsked(release)) return refuse('not-now', 'noApproval', name, release.phase.kind);
  return null;
}

/** Phases in which people are, or may be, asked for their word. */
export function isAsked({ phase }: Release): boolean {
  return phase.kind === 'soaking' || phase.kind === 'waiting' || phase.kind === 'approved';
}

/**
 * Ends a release that no user has been moved for, or a pre-release in line: nothing is barred, the
 * line stays open, and the approvals stand.
 */
export function cancel(
  line: Line,
  release: Release,
  { at, by, reason }: Said<'cancelled'>,
): Decision {
  const no = mayCancel(line, release);
  if (!no && waitsForSlot(release))
    return moved(line, { ...release, startAttempted: true, rev: release.rev + 1 });
  return no ?? rollBack(line, release, at, saidBy(by, 'cancelled', reason), 'cancelled');
}

function mayCancel(line: Line, release: Release): Decision | null {
  const name = nameOf(release);
  if (line.moving?.carries.includes(release.id)) return refuse('moving', 'cancelRelease', name);
  if (release.phase.kind === 'queued' || waitsForSlot(release)) return null;
  if (release.kind === 'prerelease') return refuse('not-now', 'notStarted', name, release.service);
  if (release.kind === 'return') return refuse('not-now', 'wayBackNotCancelled', name);
  if (!isBeforeUsers(release)) return refuse('too-late', 'usersMove', name, release.service);
  return null;
}

/** Whether no batch has been moved yet. */
export function isBeforeUsers({ phase }: Release): boolean {
  const from = phase.kind === 'stuck' ? phase.from : phase;
  return from.kind === 'requested' || from.kind === 'launching' || from.kind === 'verifying';
}

/**
 * An approved build that goes out by itself at the next slot; cancelled, it stays approved and
 * waits for a person.
 */
export function waitsForSlot({ kind, phase, plan, startAttempted }: Release): boolean {
  return (
    kind === 'prerelease' &&
    phase.kind === 'approved' &&
    plan.daily !== undefined &&
    !startAttempted
  );
}
