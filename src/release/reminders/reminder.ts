/**
 * # src/release/reminders
 *
 * Decides who is reminded of what was left open, and when.
 */

import type { ReminderFacts } from '../state/reminder-facts.ts';
import type { Line } from '../state/line.ts';
import { isOfficeTime, type OfficeHours, officeHoursMs } from '../state/office-hours.ts';
import type { Person } from '../state/people.ts';
import { isOpen, type Release } from '../state/release.ts';
import type { Reminder, ReminderTarget, ReminderSubject } from '../state/remembered.ts';

/** Something that was left lying about. `soonAt` is for what cannot wait for office hours. */
type Overdue = {
  readonly thing: ReminderSubject;
  readonly since: number;
  readonly to: Person | null;
  readonly about?: string;
  readonly rungs: readonly ReminderTarget[];
  readonly firstMs: number;
  readonly soonAt: number | null;
};

const hour = 60 * 60_000;
/** Nobody hears twice of one thing within so many office hours. */
const betweenMs = 4 * hour;
/** This many holds of one release are a habit. */
const holdsMany = 3;
const holdWarningMs = 5 * 60_000;
/** Reminders that are remembered. */
const keptMax = 40;

const everybody: readonly ReminderTarget[] = ['owner', 'team', 'on-call'];
const others: readonly ReminderTarget[] = ['team', 'on-call'];

/** What of a release is waiting for a person now. */
export function overdueIn(release: Release, gone: readonly string[]): readonly Overdue[] {
  const { phase, hold, holds, countdown, by, at, owners } = release;
  if (!isOpen(release) || phase.kind === 'rolling-back') return [];
  const ladder = (
    thing: ReminderSubject,
    since: number,
    firstMs: number,
    rungs = by ? everybody : others,
  ): Overdue => ({ thing, since, to: by, rungs, firstMs, soonAt: null });
  const last = countdown?.postponements.at(-1);
  const all: readonly (Overdue | null)[] = [
    phase.kind === 'waiting' ? ladder('waiting', phase.since, 4 * hour) : null,
    phase.kind === 'approved' ? ladder('approved', phase.since, 4 * hour) : null,
    phase.kind === 'stuck' ? ladder('stuck', phase.since, 2 * hour) : null,
    hold && {
      thing: 'hold-ends',
      since: hold.since,
      to: hold.by,
      rungs: ['owner'],
      firstMs: 0,
      soonAt: hold.until - Math.min(holdWarningMs, (hold.until - hold.since) / 3),
    },
    hold && holds >= holdsMany ? ladder('held-often', at, 0, others) : null,
    last
      ? {
          thing: 'postponed',
          since: last.at,
          to: last.by,
          rungs: ['owner'],
          firstMs: 0,
          soonAt: (last.at + last.until) / 2,
        }
      : null,
    by && gone.includes(by.id) ? ladder('nobody', at + owners.length, 0, others) : null,
  ];
  return all.filter((one) => one !== null);
}

/** What of a line is waiting for a person now. */
export function overdueOn({ lock, freeze }: Line, at: number): readonly Overdue[] {
  const all: readonly (Overdue | null)[] = [
    lock && {
      thing: 'locked',
      since: lock.since,
      to: null,
      about: lock.release,
      rungs: everybody,
      firstMs: 4 * hour,
      soonAt: null,
    },
    freeze && freeze.until > at
      ? {
          thing: 'frozen',
          since: freeze.since,
          to: freeze.by,
          rungs: everybody,
          firstMs: 8 * hour,
          soonAt: null,
        }
      : null,
  ];
  return all.filter((one) => one !== null);
}

/**
 * Who is to be reminded now: each rung once, in order, in office hours, and never soon after the
 * one before.
 */
export function remindersDue(
  found: readonly Overdue[],
  given: readonly Reminder[],
  { office }: ReminderFacts,
  at: number,
): readonly Reminder[] {
  return found.flatMap((one) => {
    const before = given.filter(({ thing, since }) => thing === one.thing && since === one.since);
    const rung = one.rungs[before.length];
    return rung !== undefined && isDue(one, before.at(-1), office, at)
      ? [{ thing: one.thing, since: one.since, rung, at, to: one.to, about: one.about ?? null }]
      : [];
  });
}

function isDue(
  { since, firstMs, soonAt }: Overdue,
  last: Reminder | undefined,
  office: OfficeHours,
  at: number,
): boolean {
  if (soonAt !== null) return at >= soonAt;
  if (!isOfficeTime(office, at) || officeHoursMs(office, since, at) < firstMs) return false;
  return last === undefined || officeHoursMs(office, last.at, at) >= betweenMs;
}

/** The reminders with the new ones; very old ones are let go. */
export function withReminders(
  given: readonly Reminder[],
  due: readonly Reminder[],
): readonly Reminder[] {
  return [...given, ...due].slice(-keptMax);
}

/** Whether what somebody was reminded of is still so. */
export function stillLies(
  { thing, since, to }: Reminder,
  line: Line,
  release: Release | null,
  at: number,
): boolean {
  if (thing === 'nobody')
    return (
      release !== null &&
      isOpen(release) &&
      release.phase.kind !== 'rolling-back' &&
      release.by?.id === to?.id
    );
  const found = [...overdueOn(line, at), ...(release ? overdueIn(release, []) : [])];
  return found.some((one) => one.thing === thing && one.since === since);
}
