/** A moment somebody typed, and how many words it took. */
export type Moment = { readonly at: number; readonly words: number };

const dayMs = 86_400_000;
const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: dayMs };
/** Where only a day was named: when people are back. */
const morning = { hour: 9, minute: 0 } as const;

type Day = { readonly year: number; readonly month: number; readonly day: number };
type Hour = { readonly hour: number; readonly minute: number };

/**
 * Reads `2h`, `18:00`, `mon 9:00`, `tomorrow`, `2026-11-23 9:00` or `nov 23` in the speaker's own
 * time zone; null when it is no time.
 */
export function readMoment(said: readonly string[], now: number, zone: string): Moment | null {
  const words = said.map((word) => word.toLowerCase().replace(/[.,]$/, ''));
  const [, count, unit = ''] = /^(\d{1,4})([mhd])$/.exec(words[0] ?? '') ?? [];
  if (count !== undefined) return { at: now + Number(count) * (unitMs[unit] ?? 0), words: 1 };
  const clock = readHour(words[0]);
  if (clock) {
    const today = atIn(dayOf(now, zone), clock, zone);
    return { at: today > now ? today : atIn(dayOf(now + dayMs, zone), clock, zone), words: 1 };
  }
  const named = readDay(words, now, zone);
  if (!named) return null;
  const hour = readHour(words[named.words]);
  const at = atIn(named.day, hour ?? morning, zone);
  const again =
    named.weekly && at <= now ? atIn(dayOf(at + 7 * dayMs, zone), hour ?? morning, zone) : at;
  return { at: again, words: named.words + (hour ? 1 : 0) };
}

function readHour(word: string | undefined): Hour | null {
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(word ?? '') ?? [];
  return hour === undefined ? null : { hour: Number(hour), minute: Number(minute) };
}

function readDay(
  words: readonly string[],
  now: number,
  zone: string,
): { readonly day: Day; readonly words: number; readonly weekly: boolean } | null {
  const [first = '', second = ''] = words;
  if (first === 'tomorrow') return { day: dayOf(now + dayMs, zone), words: 1, weekly: false };
  const weekday = weekdays.findIndex((name) => first.length >= 3 && name.startsWith(first));
  if (weekday !== -1) {
    const today = dayOf(now, zone);
    const ahead =
      (weekday - new Date(Date.UTC(today.year, today.month - 1, today.day)).getUTCDay() + 7) % 7;
    return {
      day: dayOf(atIn(today, { hour: 12, minute: 0 }, zone) + ahead * dayMs, zone),
      words: 1,
      weekly: true,
    };
  }
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(first) ?? [];
  if (year !== undefined)
    return real({ year: Number(year), month: Number(month), day: Number(date) }, 1);
  const named = months.findIndex((name) => first.startsWith(name));
  return named !== -1 && /^\d{1,2}$/.test(second)
    ? real(soonest(named + 1, Number(second), now, zone), 2)
    : null;
}

/** A date without its year is the next one. */
function soonest(month: number, day: number, now: number, zone: string): Day {
  const today = dayOf(now, zone);
  const passed = month < today.month || (month === today.month && day < today.day);
  return { year: today.year + (passed ? 1 : 0), month, day };
}

function real(
  day: Day,
  words: number,
): { readonly day: Day; readonly words: number; readonly weekly: boolean } | null {
  const at = new Date(Date.UTC(day.year, day.month - 1, day.day));
  return at.getUTCMonth() === day.month - 1 && at.getUTCDate() === day.day
    ? { day, words, weekly: false }
    : null;
}

/** The calendar day somebody in that zone has now. */
function dayOf(at: number, zone: string): Day {
  const [year = 0, month = 0, day = 0] = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
    .format(at)
    .split('-')
    .map(Number);
  return { year, month, day };
}

/**
 * When a clock on the wall of that zone shows this. Asked twice, because the offset may change on
 * that very day.
 */
function atIn({ year, month, day }: Day, { hour, minute }: Hour, zone: string): number {
  const wall = Date.UTC(year, month - 1, day, hour, minute);
  const first = wall - offsetAt(wall, zone);
  return wall - offsetAt(first, zone);
}

function offsetAt(at: number, zone: string): number {
  const part =
    new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /GMT([+-])(\d{2}):(\d{2})/.exec(part) ?? [];
  return sign === undefined
    ? 0
    : (sign === '-' ? -1 : 1) * (Number(hours) * 3_600_000 + Number(minutes) * 60_000);
}
