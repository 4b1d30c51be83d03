import { isSignedOff } from './approvals.ts';
import type { Decision } from './decision.ts';
import type { PersonEvent } from './event.ts';
import type { Line } from './line.ts';
import { inPhase, moved, nameOf, refuse, rollBack } from './outcome.ts';
import type { Release } from './release.ts';

type Said<K extends PersonEvent['kind']> = Extract<PersonEvent, { kind: K }>;

/** A person takes back their own yes, until the release starts. Nobody can take back another's: that is what a decline is for. */
export function undo(line: Line, release: Release, { at, by }: Said<'approval-undone'>): Decision {
  const no = mayUndo(line, release);
  if (no) return no;
  const approvals = release.approvals.filter((given) => given.by.id !== by.id);
  if (approvals.length === release.approvals.length) return refuse('nothing-to-do', `You have not approved ${nameOf(release)}, so there is nothing to undo.`);
  const next = { ...release, approvals };
  const open = release.phase.kind === 'approved' && !isSignedOff(next, at, null);
  return moved(line, open ? { ...inPhase(next, { kind: 'waiting', since: at }), rev: release.rev + 1 } : next);
}

function mayUndo(line: Line, release: Release): Decision | null {
  const name = nameOf(release);
  if (release.kind === 'release' || line.moving?.carries.includes(release.id)) return refuse('too-late', `The release of ${name} has started. Use /release cancel ${release.service} until users move, and /rollback ${release.service} after that.`);
  if (!isAsked(release)) return refuse('not-now', `${name} is ${release.phase.kind}; there is no approval to undo.`);
  return null;
}

/** Phases in which people are, or may be, asked for their word. */
export function isAsked({ phase }: Release): boolean {
  return phase.kind === 'soaking' || phase.kind === 'waiting' || phase.kind === 'approved';
}

/** Ends a release that no user has been moved for, or a pre-release in line: nothing is barred, the line stays open, and the approvals stand. */
export function cancel(line: Line, release: Release, { at, by, reason }: Said<'cancelled'>): Decision {
  const no = mayCancel(line, release);
  if (!no && waitsForSlot(release)) return moved(line, { ...release, tried: true, rev: release.rev + 1 });
  return no ?? rollBack(line, release, at, `cancelled by ${by.name}: ${reason}`, by, 'cancelled');
}

function mayCancel(line: Line, release: Release): Decision | null {
  const name = nameOf(release);
  if (line.moving?.carries.includes(release.id)) return refuse('moving', `${name} is going out to everyone; its release has to be cancelled.`);
  if (release.phase.kind === 'queued' || waitsForSlot(release)) return null;
  if (release.kind !== 'release') return refuse('not-now', `${name} is a pre-release; its release has not started. Use /prerelease stop ${release.service} to end it.`);
  if (release.fast) return refuse('not-now', `${name} is the way back; it is not cancelled.`);
  if (!isBeforeUsers(release)) return refuse('too-late', `Users of ${name} have begun to move. Use /rollback ${release.service} instead.`);
  return null;
}

/** Whether no batch has been moved yet. */
export function isBeforeUsers({ phase }: Release): boolean {
  const from = phase.kind === 'stuck' ? phase.from : phase;
  return from.kind === 'requested' || from.kind === 'launching' || from.kind === 'verifying';
}

/** An approved build that goes out by itself at the next slot; cancelled, it stays approved and waits for a person. */
export function waitsForSlot({ kind, phase, plan, tried }: Release): boolean {
  return kind === 'prerelease' && phase.kind === 'approved' && plan.daily !== undefined && !tried;
}
