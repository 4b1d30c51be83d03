import { askRollback, isOut, learnOfWayBack } from './rollback-asked.ts';
import { acceptUnproven } from './approval/without-proof.ts';
import { approve, decline } from './approval/sign-off.ts';
import { askApprovers } from './approval/ask-approvers.ts';
import { startRelease } from './start/start-release.ts';
import { acknowledge } from './paging/escalation.ts';
import { explainPostponement, postpone } from './paging/countdown.ts';
import type { Decision, Refusal } from './state/decision.ts';
import type { PersonEvent } from './state/person-event.ts';
import { judgeErrors } from './health/judge-errors.ts';
import { notAtWork } from './servers/singles.ts';
import { tryAgain } from './servers/try-again.ts';
import { type Line, type Lock, wentOut } from './state/line.ts';
import { continues, inPhase, moved, nameOf, refuse, rollBack } from './state/outcome.ts';
import { takeOver } from './start/take-over.ts';
import { setPace } from './migration/pace.ts';
import { isOpen, type Release } from './state/release.ts';
import { cancel, undo } from './approval/take-back.ts';
import { saidBy } from './state/said.ts';

/** The longest a hold may last: it always ends by itself. */
export const holdMaxMs = 4 * 60 * 60_000;

type AboutRelease = Exclude<
  PersonEvent,
  { kind: 'prerelease-requested' | 'return-started' | 'tickets-retried' }
>;

/** A person spoke about a release that exists. */
export function personSaid(
  line: Line,
  release: Release,
  others: readonly Release[],
  event: AboutRelease,
): Decision {
  const late = tooLate(line, release, event);
  if (event.kind === 'rollback-asked' && event.fencesFrom !== undefined && isOpen(release))
    return learnOfWayBack(line, release, event, event.fencesFrom, late);
  if (late) return late;
  switch (event.kind) {
    case 'approved':
    case 'declined':
    case 'proof-waived':
    case 'approval-undone':
    case 'approval-asked':
      return ofApproval(line, release, event);
    case 'stopped':
      return stop(line, release, event);
    case 'release-started':
      return startRelease(line, release, others, event);
    case 'cancelled':
      return cancel(line, release, event);
    case 'rollback-asked':
      return askRollback(line, release, event);
    case 'postponed':
      return postpone(line, release, event);
    case 'postponement-explained':
      return explainPostponement(line, release, event.by, event.reason);
    case 'held':
      return hold(line, release, event);
    case 'resumed':
      return resume(line, release, event.at);
    case 'owned':
      return takeOver(line, release, event);
    case 'paced':
      return setPace(line, release, event);
    case 'errors-judged':
      return judgeErrors(line, release, event);
    case 'retried':
      return tryAgain(line, release, event.at);
    case 'answered':
      return acknowledge(line, release);
    case 'done-by-hand':
      return doneByHand(line, release, event);
  }
}

type OfApproval = Extract<
  AboutRelease,
  { kind: 'approved' | 'declined' | 'proof-waived' | 'approval-undone' | 'approval-asked' }
>;

function ofApproval(line: Line, release: Release, event: OfApproval): Decision {
  switch (event.kind) {
    case 'approved':
      return approve(line, release, event);
    case 'declined':
      return decline(line, release, event);
    case 'proof-waived':
      return acceptUnproven(line, release, event);
    case 'approval-undone':
      return undo(line, release, event);
    case 'approval-asked':
      return askApprovers(line, release, event);
  }
}

/** Nobody is heard once it is over; while it goes back, only on what people were called for. */
function tooLate(line: Line, release: Release, event: AboutRelease): Refusal | null {
  if (!isOpen(release)) return decided(release, event.at);
  if (wentOut(line, release) && event.kind !== 'answered')
    return refuse('too-late', 'isOut', nameOf(release), release.service);
  if (
    release.phase.kind === 'rolling-back' &&
    event.kind !== 'postponed' &&
    event.kind !== 'answered'
  )
    return refuse('nothing-to-do', 'isRollingBack', nameOf(release), release.phase.because);
  return null;
}

/** Who decided it and how long ago: whoever comes too late should not have to look it up. */
function decided(release: Release, at: number): Refusal {
  const { phase } = release;
  const isOver = 'at' in phase && 'because' in phase;
  return refuse(
    'already-decided',
    'decided',
    nameOf(release),
    phase.kind,
    isOver ? at - phase.at : null,
    isOver ? phase.because : null,
  );
}

type Said<K extends PersonEvent['kind']> = Extract<PersonEvent, { kind: K }>;

function stop(line: Line, release: Release, { at, by, reason }: Said<'stopped'>): Decision {
  if (release.kind !== 'prerelease')
    return refuse('not-now', 'isRelease', nameOf(release), release.service);
  if (line.moving?.carries.includes(release.id))
    return refuse('too-late', 'goesOut', nameOf(release), release.service);
  return rollBack(
    line,
    release,
    at,
    saidBy(by, 'stopped', reason, release.countdown?.because),
    'stopped',
  );
}

function hold(line: Line, release: Release, { at, by, until, reason }: Said<'held'>): Decision {
  if (until <= at || until - at > holdMaxMs) return refuse('not-now', 'holdLength');
  if (release.kind === 'return') return refuse('not-now', 'wayBackNotHeld', nameOf(release));
  if (line.moving?.carries.includes(release.id))
    return refuse('moving', 'holdRelease', nameOf(release));
  if (isOut(release)) return refuse('too-late', 'nothingToHold', nameOf(release));
  return moved(line, {
    ...release,
    hold: { by, since: at, until, reason },
    holds: release.holds + 1,
  });
}

function resume(line: Line, release: Release, at: number): Decision {
  return release.hold
    ? moved(line, { ...continues(release, at), hold: null })
    : refuse('not-held', 'notOnHold', nameOf(release));
}

/** Somebody finished it in the world: Davy lets go, and waits until it is told what is live. */
function doneByHand(
  line: Line,
  release: Release,
  { at, by, reason }: Said<'done-by-hand'>,
): Decision {
  if (release.phase.kind !== 'stuck') return refuse('not-now', 'notStuck', nameOf(release));
  const single = notAtWork(release);
  if (single)
    return refuse('not-now', 'singleNotAtWork', nameOf(release), single.name, single.where);
  const cause = saidBy(by, 'finished-by-hand', reason);
  const lock: Lock = line.lock ?? {
    reason: { kind: 'was-finished-by-hand', name: nameOf(release), said: cause.because },
    since: at,
    release: release.id,
  };
  const moving = line.moving?.release === release.id ? null : line.moving;
  return moved(
    { ...line, moving, lock },
    inPhase(release, { kind: release.kind !== 'prerelease' ? 'failed' : 'stopped', at, ...cause }),
  );
}
