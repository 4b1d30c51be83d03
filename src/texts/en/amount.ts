import { figure } from './figure.ts';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat('en-US', {
  notation: 'compact',
  maximumSignificantDigits: 3,
});
const list = new Intl.ListFormat('en-GB', { style: 'long', type: 'conjunction' });
const plural = new Intl.PluralRules('en-US');

/**
 * How many: in full up to 10,000, rounded above, because nobody compares the last digits of 310K.
 */
export function count(n: number): string {
  return n < 10_000 ? grouped.format(n) : compact.format(n);
}

/** A measured value, short enough for a table cell. */
export function amount(value: number): string {
  return Math.abs(value) < 10_000 ? figure(value) : compact.format(value);
}

/** `1 user`, `2 users`. */
export function many(n: number, one: string, more = `${one}s`): string {
  return `${count(n)} ${plural.select(n) === 'one' ? one : more}`;
}

/** Servers times hours: `0.4 server hours`, `1,680 server hours`. */
export function serverHours(n: number): string {
  return `${n < 10 ? Math.round(n * 10) / 10 : count(Math.round(n))} server hours`;
}

/** Users that may not have been countable. */
export function users(n: number | null | undefined): string {
  return n === null || n === undefined ? 'an unknown number of users' : many(n, 'user');
}

/** A share of the users, as people say it; never 0 % when somebody is there. */
export function percent(share: number): string {
  if (share > 0 && share < 0.01) return 'under 1%';
  return `${share < 1 ? Math.min(99, Math.round(share * 100)) : 100}%`;
}

/**
 * A length of time that has passed or is configured: `41 s`, `3 min 48 s`, `3 h 2 min`, `3 days`.
 */
export function span(ms: number): string {
  const s = Math.round(Math.max(0, ms) / 1000);
  if (s < 60) return `${s} s`;
  const min = Math.floor(s / 60);
  if (min < 10) return s % 60 === 0 ? `${min} min` : `${min} min ${s % 60} s`;
  const rounded = Math.round(s / 60);
  if (rounded < 60) return `${rounded} min`;
  const hours = Math.floor(rounded / 60);
  if (hours >= 48) return many(Math.round(rounded / 1_440), 'day');
  return rounded % 60 === 0 ? `${hours} h` : `${hours} h ${rounded % 60} min`;
}

/** Time in whole words, for headings of seconds that count: `90 seconds`, `2 minutes`. */
export function spelled(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  if (seconds >= 60 && seconds % 60 === 0) return many(seconds / 60, 'minute');
  return seconds < 120 ? many(seconds, 'second') : span(ms);
}

/**
 * Time that is left, rounded up and coarse, so that a message is not edited for every second of it.
 */
export function left(ms: number): string {
  if (ms <= 60_000) return `${Math.max(5, Math.ceil(ms / 5_000) * 5)} s`;
  const min = Math.ceil(ms / 60_000);
  return min < 60 ? `${min} min` : span(min * 60_000);
}

/** What a soak still takes: time, or a proof of which nobody can tell when it is there. */
export function toGo(leftMs: number | null): string {
  return leftMs === null ? 'proof to come' : `${left(leftMs)} left`;
}

/** `a`, `a and b`, `a, b and c`. */
export function joined(names: readonly string[]): string {
  return list.format(names);
}
