/** A time in the reader's own zone; the fallback says it in UTC. */
export function clock(at: number): string {
  return token(at, '{time}', `${iso(at).slice(11, 16)} UTC`);
}

/** The same with seconds, where seconds matter. */
export function clockSeconds(at: number): string {
  return token(at, '{time_secs}', utcSeconds(at));
}

/** A day and a time, for moments that may not be today. */
export function day(at: number): string {
  return token(at, '{date_short_pretty} at {time}', utcDay(at));
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

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

function token(at: number, format: string, fallback: string): string {
  return `<!date^${Math.floor(at / 1000)}^${format}|${fallback}>`;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
