/**
 * # src/summary
 *
 * What a period brought, from the ledger only: numbers, reports, and when they come. Pure.
 */

import { isWorkday } from '../release/state/office-hours.ts';
import { addDays, type Day, dayOf, instantOf, weekdayOf } from '../time/zone.ts';

/**
 * When summaries come by themselves. Times are minutes of the local day; null means never. `days`
 * are those on which people work, 0 for Sunday.
 */
export type Calendar = {
  readonly zone: string;
  readonly daily: number | null;
  readonly weekly: number | null;
  readonly monthly: number | null;
  readonly days: readonly number[];
  readonly holidays: readonly Day[];
};

/**
 * Those that come by themselves: at the end of a work day, and at the beginning of a week or a
 * month about what was before.
 */
export type SummaryIssue = 'daily' | 'weekly' | 'monthly';

/** One of them, due at a moment (clock ms). The day names it for ever: it is posted once. */
export type Due = { readonly issue: SummaryIssue; readonly day: Day; readonly at: number };

/** The next one that is due after this moment; null when it never comes. */
export function nextDue(issue: SummaryIssue, after: number, calendar: Calendar): Due | null {
  const minutes = calendar[issue];
  if (minutes === null) return null;
  const today = dayOf(after, calendar.zone);
  // Where clocks jump over midnight, the one of yesterday may come today.
  for (let ahead = -1; ahead <= daysAheadMax; ahead += 1) {
    const day = addDays(today, ahead);
    const at = instantOf(day, minutes, calendar.zone);
    if (at > after && comes(issue, day, calendar)) return { issue, day, at };
  }
  return null;
}

/**
 * Whether it comes on this day: the daily one on work days, the weekly one on the first work day of
 * a week, the monthly one on that of a month.
 */
export function comes(issue: SummaryIssue, day: Day, calendar: Calendar): boolean {
  if (calendar[issue] === null || !isWorkday(calendar, day)) return false;
  if (issue === 'daily') return true;
  const passed = issue === 'weekly' ? weekdayOf(day) - 1 : Number(day.slice(-2)) - 1;
  const earlier = Array.from({ length: passed }, (_, i) => addDays(day, -1 - i));
  return !earlier.some((before) => isWorkday(calendar, before));
}

/** Holidays of a whole month are somebody's year; beyond it nothing is planned. */
const daysAheadMax = 370;
