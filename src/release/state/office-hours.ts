import { addDays, type Day, dayOf, fallsOn, instantOf } from '../../time/zone.ts';

/**
 * When people are at work. Minutes count from midnight in the office's own time zone; 0 is Sunday;
 * holidays are dates such as 2026-12-25.
 */
export type OfficeHours = {
  readonly timezone: string;
  readonly from: number;
  readonly to: number;
  readonly days: readonly number[];
  readonly holidays: readonly string[];
};

type Workdays = Pick<OfficeHours, 'days' | 'holidays'>;

/** Whatever has been forgotten for longer than this has been forgotten for long enough. */
const daysMost = 60;

/** How much of the time between two moments people were at work (clock ms). */
export function officeHoursMs(office: OfficeHours, since: number, until: number): number {
  const first = dayOf(since, office.timezone);
  let sum = 0;
  // Where clocks jump over midnight, yesterday's hours may end today.
  for (let ahead = -1; ahead <= daysMost; ahead += 1) {
    const day = addDays(first, ahead);
    const opens = instantOf(day, office.from, office.timezone);
    if (opens >= until) break;
    const closes = instantOf(day, office.to, office.timezone);
    if (isWorkday(office, day))
      sum += Math.max(0, Math.min(closes, until) - Math.max(opens, since));
  }
  return sum;
}

/** Whether people are at work. */
export function isOfficeTime(office: OfficeHours, at: number): boolean {
  return officeHoursMs(office, at, at + 1) > 0;
}

/** Whether people come to work that day: reminders and summaries keep to the same days. */
export function isWorkday({ days, holidays }: Workdays, day: Day): boolean {
  return fallsOn(days, day) && !holidays.includes(day);
}
