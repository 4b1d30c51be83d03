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

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** Whatever has been forgotten for longer than this has been forgotten for long enough. */
const daysMost = 60;

/** How much of the time between two moments people were at work (clock ms). */
export function officeHoursMs(office: OfficeHours, since: number, until: number): number {
  const first = Math.floor(localOf(since, office.timezone) / dayMs);
  let sum = 0;
  for (let day = first; day <= first + daysMost; day += 1) {
    const [opens, closes] = [office.from, office.to].map((minute) =>
      instantOf(day * dayMs + minute * minuteMs, office.timezone),
    );
    if (opens === undefined || closes === undefined || opens >= until) break;
    if (isWorkday(office, day))
      sum += Math.max(0, Math.min(closes, until) - Math.max(opens, since));
  }
  return sum;
}

/** Whether people are at work. */
export function isOfficeTime(office: OfficeHours, at: number): boolean {
  return officeHoursMs(office, at, at + 1) > 0;
}

function isWorkday({ days, holidays }: OfficeHours, day: number): boolean {
  const date = new Date(day * dayMs);
  return days.includes(date.getUTCDay()) && !holidays.includes(date.toISOString().slice(0, 10));
}

/** What the clocks on the wall show, as if they stood in UTC. */
function localOf(at: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at);
  const [year = 0, month = 1, date = 1, hour = 0, minute = 0] = (
    ['year', 'month', 'day', 'hour', 'minute'] as const
  ).map((type) => Number(parts.find((part) => part.type === type)?.value));
  return Date.UTC(year, month - 1, date, hour, minute) + (at % minuteMs);
}

/** When the clocks on the wall show that; asked twice, because they may be changed in between. */
function instantOf(local: number, timezone: string): number {
  const near = local - (localOf(local, timezone) - local);
  return local - (localOf(near, timezone) - near);
}
