const months = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
] as const;
const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/**
 * How Slack writes a day and a time in the reader's own zone and language; only the word between
 * them is ours.
 */
export const dayFormat = '{date_short_pretty} at {time}';

/** A time in the reader's own zone; the fallback says it in UTC. */
export function clock(at: number): string {
  return token(at, '{time}', utc(at));
}

/** The same with seconds, where seconds matter. */
export function clockSeconds(at: number): string {
  return token(at, '{time_secs}', utcSeconds(at));
}

/** A day and a time, for moments that may not be today. */
export function day(at: number): string {
  return token(at, dayFormat, utcDay(at));
}

/** The same for headers and notifications. */
export function utcDay(at: number): string {
  return `${months[new Date(at).getUTCMonth()] ?? ''} ${new Date(at).getUTCDate()} at ${utc(at)}`;
}

/** For headers and notifications, which know no time zones. */
export function utc(at: number): string {
  return `${iso(at).slice(11, 16)} UTC`;
}

/** The same to the second. */
export function utcSeconds(at: number): string {
  return `${iso(at).slice(11, 19)} UTC`;
}

/**
 * A date of the calendar as people write it: `Nov 20`. It is the team's own date, so no reader's
 * zone changes it.
 */
export function dateWords(date: string): string {
  const { month, number } = partsOf(date);
  return `${month} ${number}`;
}

/** From one date to another: `Nov 16 to 20`, `Oct 26 to Nov 22`. */
export function rangeWords(first: string, last: string): string {
  if (first === last) return dateWords(first);
  const [from, to] = [partsOf(first), partsOf(last)];
  return from.month === to.month
    ? `${from.month} ${from.number} to ${to.number}`
    : `${dateWords(first)} to ${dateWords(last)}`;
}

/** `Mon`. */
export function weekdayWord(date: string): string {
  return days[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
}

function partsOf(date: string): { readonly month: string; readonly number: number } {
  const at = new Date(`${date}T00:00:00Z`);
  return { month: months[at.getUTCMonth()] ?? '', number: at.getUTCDate() };
}

function token(at: number, format: string, fallback: string): string {
  return `<!date^${Math.floor(at / 1000)}^${format}|${fallback}>`;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
