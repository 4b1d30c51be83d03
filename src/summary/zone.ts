/** A moment on the wall clocks of a place. `month` counts from 1, `weekday` from Monday = 1. */
export type Local = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly minutes: number;
  readonly weekday: number;
};

/** A date of the calendar, such as `2026-11-20`. */
export type Day = string;

/** What the clocks of a zone show. */
export function localOf(at: number, zone: string): Local {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at);
  const number = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value);
  const [year, month, day] = [number('year'), number('month'), number('day')];
  return {
    year,
    month,
    day,
    minutes: number('hour') * 60 + number('minute'),
    weekday: weekdayOf(dayFrom(year, month, day)),
  };
}

/** The date there. */
export function dayOf(at: number, zone: string): Day {
  const { year, month, day } = localOf(at, zone);
  return dayFrom(year, month, day);
}

/**
 * When a zone's clocks show this time on this date. A time that summer time skips comes as much
 * later as the clocks jumped; one that comes twice is the first of the two.
 */
export function instantOf(day: Day, minutes: number, zone: string): number {
  const wanted = utcOf(day) + minutes * 60_000;
  const guesses = [-24, 0, 24].map((hours) => wanted - offsetAt(wanted + hours * 3_600_000, zone));
  const right = guesses.filter((guess) => guess + offsetAt(guess, zone) === wanted);
  return right.length > 0 ? Math.min(...right) : Math.max(...guesses);
}

/** The date so many days later. */
export function addDays(day: Day, days: number): Day {
  return new Date(utcOf(day) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(day: Day): number {
  return new Date(utcOf(day)).getUTCDay() || 7;
}

function offsetAt(at: number, zone: string): number {
  const { year, month, day, minutes } = localOf(at, zone);
  return utcOf(dayFrom(year, month, day)) + minutes * 60_000 - Math.floor(at / 60_000) * 60_000;
}

function dayFrom(year: number, month: number, day: number): Day {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function utcOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}
