import type { Quiet } from '../release/state/reader.ts';
import { addDays, dayOf, instantOf, localOf } from '../time/zone.ts';

/** When a person may be written to: now, or at the end of their quiet hours. */
export function mayWriteAt(now: number, quiet: Quiet | null, zone: string): number {
  if (!quiet || quiet.from === quiet.until) return now;
  const { minutes } = localOf(now, zone);
  const overnight = quiet.from > quiet.until;
  const inside = overnight
    ? minutes >= quiet.from || minutes < quiet.until
    : minutes >= quiet.from && minutes < quiet.until;
  if (!inside) return now;
  const today = dayOf(now, zone);
  const ends = overnight && minutes >= quiet.from ? addDays(today, 1) : today;
  // What the clocks show twice was over the first time.
  return Math.max(now, instantOf(ends, quiet.until, zone));
}

/** `22:00-8:00` as quiet hours; null when it is nothing of the kind. */
export function readQuiet(text: string): Quiet | null {
  const [, from, until] = /^(\d{1,2}(?::\d\d)?)\s*-\s*(\d{1,2}(?::\d\d)?)$/.exec(text.trim()) ?? [];
  const [start, end] = [minutesOf(from), minutesOf(until)];
  return start === null || end === null || start === end ? null : { from: start, until: end };
}

/** The same back in words. */
export function quietWords({ from, until }: Quiet): string {
  return `${onClock(from)}-${onClock(until)}`;
}

/** Minutes of the day as a clock shows them. */
export function onClock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

function minutesOf(time: string | undefined): number | null {
  const [hours = Number.NaN, minutes = 0] = (time ?? '').split(':').map(Number);
  return hours <= 23 && minutes <= 59 && time !== '' && time !== undefined
    ? hours * 60 + minutes
    : null;
}
