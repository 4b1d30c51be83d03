/**
 * # src/command-kit/time
 *
 * Reads moments that people type: `18:00`, `mon 9:00`, `2h`.
 */

import { readSpan } from './span.ts';
import { addDays, dateOf, type Day, dayOf, instantOf, weekdayOf } from '../../time/zone.ts';

/** A moment somebody typed, and how many words it took. */
export type TypedMoment = { readonly at: number; readonly words: number };

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Where only a day was named: when people are back. */
const morning = 9 * 60;

/** A day somebody named, in how many words, and whether it comes again every week. */
type Named = { readonly day: Day; readonly words: number; readonly weekly: boolean };

/**
 * Reads `2h`, `18:00`, `mon 9:00`, `tomorrow`, `2026-11-23 9:00` or `nov 23` in the speaker's own
 * time zone; null when it is no time.
 */
export function readMoment(said: readonly string[], now: number, zone: string): TypedMoment | null {
  const words = said.map((word) => word.toLowerCase().replace(/[.,]$/, ''));
  const span = readSpan(words[0]);
  if (span?.kind === 'span') return { at: now + span.ms, words: 1 };
  const today = dayOf(now, zone);
  const minutes = readMinutes(words[0]);
  if (minutes !== null) {
    const at = instantOf(today, minutes, zone);
    return { at: at > now ? at : instantOf(addDays(today, 1), minutes, zone), words: 1 };
  }
  const named = readDay(words, today);
  if (!named) return null;
  const hour = readMinutes(words[named.words]);
  const on = (day: Day) => instantOf(day, hour ?? morning, zone);
  const at = on(named.day);
  return {
    at: named.weekly && at <= now ? on(addDays(named.day, 7)) : at,
    words: named.words + (hour === null ? 0 : 1),
  };
}

/** Minutes of the day. */
function readMinutes(word: string | undefined): number | null {
  const [, hours, minutes] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(word ?? '') ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}

function readDay([first = '', second = '']: readonly string[], today: Day): Named | null {
  if (first === 'tomorrow') return { day: addDays(today, 1), words: 1, weekly: false };
  const weekday = weekdays.findIndex((name) => first.length >= 3 && name.startsWith(first));
  if (weekday !== -1) {
    const ahead = (weekday - weekdayOf(today) + 7) % 7;
    return { day: addDays(today, ahead), words: 1, weekly: true };
  }
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(first) ?? [];
  if (year !== undefined) return real(dateOf(Number(year), Number(month), Number(date)), 1);
  const named = months.findIndex((name) => first.startsWith(name));
  return named !== -1 && /^\d{1,2}$/.test(second)
    ? real(soonest(named + 1, Number(second), today), 2)
    : null;
}

/** A date without its year is the next one. */
function soonest(month: number, day: number, today: Day): Day | null {
  const year = Number(today.slice(0, 4));
  const date = dateOf(year, month, day);
  return date !== null && date >= today ? date : dateOf(year + 1, month, day);
}

function real(day: Day | null, words: number): Named | null {
  return day === null ? null : { day, words, weekly: false };
}
