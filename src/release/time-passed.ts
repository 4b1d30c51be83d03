import { escalate, escalationDue } from './paging/escalation.ts';
import { countdownEnded } from './paging/countdown.ts';
import { callForUnknown, unknownDue } from './health/health-page.ts';
import type { Decision } from './state/decision.ts';
import type { Line } from './state/line.ts';
import type { ReminderFacts } from './state/reminder-facts.ts';
import { overdueIn, overdueOn, remindersDue, withReminders } from './reminders/reminder.ts';
import { continues, inPhase, moved, measuredOnly, refuse, rollBack } from './state/outcome.ts';
import type { Release } from './state/release.ts';
import { byItself } from './state/said.ts';

/**
 * A deadline came: a countdown, a hold or an approval ran out. Rows wake this; nothing needs a
 * process to stay alive.
 */
export function timePassed(
  line: Line,
  release: Release,
  at: number,
  facts?: ReminderFacts,
): Decision {
  if (release.phase.kind === 'rolling-back')
    return escalate(line, release, at) ?? measuredOnly(line, release);
  const ended = countdownEnded(line, release, at);
  if (ended) return ended;
  const again = escalate(line, release, at);
  if (again) return again;
  if (release.hold && at >= release.hold.until)
    return moved(line, { ...continues(release, at), hold: null });
  return (
    expired(line, release, at) ??
    callForUnknown(line, release, at) ??
    remind(line, release, at, facts) ??
    measuredOnly(line, release)
  );
}

/** The same for a line: a lock or a freeze that nobody thinks of any more. */
export function timePassedOn(line: Line, at: number, facts?: ReminderFacts): Decision {
  const due = facts ? remindersDue(overdueOn(line, at), line.reminders, facts, at) : [];
  return due.length > 0
    ? moved({ ...line, reminders: withReminders(line.reminders, due) }, null)
    : refuse('nothing-to-do', 'nothingForgotten', line.service);
}

/** Reminds people of what they left lying about; each of them once. */
function remind(
  line: Line,
  release: Release,
  at: number,
  facts: ReminderFacts | undefined,
): Decision | null {
  const due = facts
    ? remindersDue(overdueIn(release, facts.gone), release.reminders, facts, at)
    : [];
  return due.length > 0
    ? moved(line, { ...release, reminders: withReminders(release.reminders, due) })
    : null;
}

/** Under a page its end decides: a build that is bad goes back as that, and is barred. */
function expired(line: Line, release: Release, at: number): Decision | null {
  const { phase, plan, countdown } = release;
  if (
    release.kind !== 'prerelease' ||
    countdown ||
    line.moving?.carries.includes(release.id) ||
    line.carried.includes(release.id)
  )
    return null;
  if (phase.kind === 'waiting' && at - phase.since >= plan.approvalTtlMs) {
    return rollBack(line, release, at, byItself({ kind: 'not-approved-in-time' }), 'expired');
  }
  const fresh = release.approvals.filter((approval) => at - approval.at <= plan.approvalTtlMs);
  if (phase.kind !== 'approved' || plan.automatic || fresh.length === release.approvals.length)
    return null;
  return moved(line, {
    ...inPhase(release, { kind: 'waiting', since: at }),
    approvals: fresh,
    rev: release.rev + 1,
  });
}

/** When the clock must look at this release next; null when nothing is timed. */
export function nextDeadline(release: Release): number | null {
  const { phase, plan, countdown, hold, approvals } = release;
  const call = escalationDue(release);
  if (phase.kind === 'rolling-back') return call;
  const unknown = unknownDue(release);
  const times = [
    ...(unknown === null ? [] : [unknown]),
    ...(call === null ? [] : [call]),
    ...(countdown ? [countdown.deadline] : []),
    ...(hold ? [hold.until] : []),
    ...(release.kind === 'prerelease' && phase.kind === 'waiting' && !countdown
      ? [phase.since + plan.approvalTtlMs]
      : []),
    ...(phase.kind === 'approved' && !plan.automatic
      ? approvals.map((approval) => approval.at + plan.approvalTtlMs + 1)
      : []),
  ];
  return times.length > 0 ? Math.min(...times) : null;
}
