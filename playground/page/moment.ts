import type { Person } from '../slack/workspace.ts';

type Reader = Pick<Person, 'tz' | 'locale'>;

/** Fills the date tokens Slack knows, in the reader's own zone and clock. */
export function fillDate(format: string, seconds: number, reader: Reader, now: number): string {
  const when = new Date(seconds * 1000);
  const say = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(reader.locale, { timeZone: reader.tz, ...options }).format(when);
  const pretty = (date: string) => relativeDay(when, reader, now) ?? date;
  const short = () => say({ month: 'short', day: 'numeric', year: 'numeric' });
  const dates: Readonly<Record<string, () => string>> = {
    date_num: () =>
      `${say({ year: 'numeric' })}-${say({ month: '2-digit' })}-${say({ day: '2-digit' })}`,
    date_slash: () => say({ year: 'numeric', month: '2-digit', day: '2-digit' }),
    date: () => say({ year: 'numeric', month: 'long', day: 'numeric' }),
    date_short: short,
    date_long: () => say({ weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }),
    date_pretty: () => pretty(say({ year: 'numeric', month: 'long', day: 'numeric' })),
    date_short_pretty: () => pretty(short()),
    date_long_pretty: () =>
      pretty(say({ weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' })),
    day_divider_pretty: () => pretty(say({ weekday: 'long', month: 'long', day: 'numeric' })),
    time: () => say({ hour: 'numeric', minute: '2-digit' }),
    time_secs: () => say({ hour: 'numeric', minute: '2-digit', second: '2-digit' }),
    ago: () => ago(when.getTime(), now),
  };
  return format.replaceAll(/\{(\w+)\}/g, (token, name: string) => dates[name]?.() ?? token);
}

/** The clock time of a message. */
export function clock(ts: string, reader: Reader): string {
  return fillDate('{time}', Number(ts), reader, Date.now());
}

/** The day of a message, in words. */
export function day(ts: string, reader: Reader): string {
  const words = fillDate('{day_divider_pretty}', Number(ts), reader, Date.now());
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function relativeDay(when: Date, reader: Reader, now: number): string | undefined {
  const dayOf = (time: number) =>
    new Intl.DateTimeFormat('en-CA', { timeZone: reader.tz }).format(time);
  const wanted = dayOf(when.getTime());
  if (wanted === dayOf(now)) return 'today';
  if (wanted === dayOf(now - 86_400_000)) return 'yesterday';
  return wanted === dayOf(now + 86_400_000) ? 'tomorrow' : undefined;
}

function ago(then: number, now: number): string {
  const minutes = Math.round((now - then) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  return minutes < 48 * 60
    ? `${Math.round(minutes / 60)} h ago`
    : `${Math.round(minutes / 1440)} days ago`;
}
