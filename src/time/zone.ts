/**
 * What clocks on the wall show in a time zone, and when they show it: the one place that knows.
 * Daily slots, office hours, summaries and times that people type all ask here, so that a night on
 * which the clocks are changed has one answer.
 */
export type Local = {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly minutes: number;
  /** Monday is 1, Sunday 7. */
  readonly weekday: number;
};

/** A date of the calendar, such as `2026-11-20`. */
export type Day = string;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Whether the world has a time zone of this name. */
export function isZone(name: string): boolean {
  try {
    return clockOf(name).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** What the clocks of a zone show. */
export function localOf(at: number, zone: string): Local {
  const parts = clockOf(zone).formatToParts(at);
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
  const name = `${day} ${minutes} ${zone}`;
  const known = instants.get(name);
  if (known !== undefined) return known;
  if (instants.size >= instantsMost) instants.clear();
  const instant = instantFor(day, minutes, zone);
  instants.set(name, instant);
  return instant;
}

/** Office hours and daily slots ask for the same few moments at every look. */
const instants = new Map<string, number>();
const instantsMost = 2_000;

function instantFor(day: Day, minutes: number, zone: string): number {
  const wall = utcOf(day) + minutes * minuteMs;
  // Clocks are changed at most once in two days: what held before and what holds after is all.
  const guesses = [wall - offsetAt(wall - dayMs, zone), wall - offsetAt(wall + dayMs, zone)];
  const right = guesses.filter((guess) => guess + offsetAt(guess, zone) === wall);
  return right.length > 0 ? Math.min(...right) : Math.max(...guesses);
}

/** The date so many days later. Days are never added as hours: some have 23 or 25 of them. */
export function addDays(day: Day, days: number): Day {
  return new Date(utcOf(day) + days * dayMs).toISOString().slice(0, 10);
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(day: Day): number {
  return new Date(utcOf(day)).getUTCDay() || 7;
}

/** Whether it is one of these days of the week, which davy.yml counts from Sunday = 0. */
export function fallsOn(days: readonly number[], day: Day): boolean {
  return days.includes(weekdayOf(day) % 7);
}

/** A date somebody wrote, `month` from 1; null for one that no calendar has, such as Feb 30. */
export function dateOf(year: number, month: number, day: number): Day | null {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day
    ? dayFrom(year, month, day)
    : null;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Made once for each zone: making one takes as long as dozens of questions to it. */
function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  clocks.set(zone, made);
  return made;
}

function offsetAt(at: number, zone: string): number {
  const { year, month, day, minutes } = localOf(at, zone);
  const shown = utcOf(dayFrom(year, month, day)) + minutes * minuteMs;
  return shown - Math.floor(at / minuteMs) * minuteMs;
}

function dayFrom(year: number, month: number, day: number): Day {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

function utcOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}
