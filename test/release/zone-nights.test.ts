import { describe, expect, it } from 'vitest';
import { readMoment } from '../../src/command-kit/time/moment.ts';
import { nextSlot } from '../../src/release/start/daily-slot.ts';
import { isOfficeTime } from '../../src/release/state/office-hours.ts';
import { nextDue } from '../../src/summary/calendar.ts';
import { mayWriteAt } from '../../src/summary/quiet.ts';

type Asked = {
  readonly day: string;
  readonly minutes: number;
  readonly zone: string;
  /** When it is asked. */
  readonly now: number;
};

const hour = 3_600_000;
const days = [0, 1, 2, 3, 4, 5, 6];
const holidays: readonly string[] = [];
const utc = (text: string) => Date.parse(`${text}Z`);
const iso = (at: number | undefined | null) => new Date(at ?? 0).toISOString().slice(0, 16);
const clock = (minutes: number) =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;

/** Whoever turns a time of day into a moment. */
const places: Readonly<Record<string, (asked: Asked) => number | null | undefined>> = {
  'a daily slot': ({ minutes, zone, now }) =>
    nextSlot({ minute: minutes, days, zone, holidays }, now),
  'a typed time': ({ day, minutes, zone, now }) => readMoment([day, clock(minutes)], now, zone)?.at,
  'a typed hour': ({ minutes, zone, now }) => readMoment([clock(minutes)], now, zone)?.at,
  'a summary': ({ minutes, zone, now }) =>
    nextDue('daily', now, { zone, daily: minutes, weekly: null, monthly: null, days, holidays })
      ?.at,
  'the beginning of office hours': ({ day, minutes, zone, now }) => {
    const only = [new Date(day).getUTCDay()];
    const office = { timezone: zone, from: minutes, to: 1440, days: only, holidays };
    const begin = now - (now % 60_000) + 60_000;
    return Array.from({ length: 600 }, (_, i) => begin + i * 60_000).find((at) =>
      isOfficeTime(office, at),
    );
  },
  'the end of quiet hours': ({ minutes, zone, now }) =>
    mayWriteAt(now, { from: minutes + 1, until: minutes }, zone),
};

describe.each(Object.entries(places))('%s on a night when the clocks are changed', (_, ask) => {
  it.each([
    // Shown twice: the first of the two.
    ['2026-10-25', 150, 'Europe/Amsterdam', '2026-10-25T00:30'],
    ['2026-04-05', 105, 'Australia/Lord_Howe', '2026-04-04T14:45'],
    ['2026-11-01', 90, 'America/St_Johns', '2026-11-01T04:00'],
    // Never shown: as much later as the clocks jumped.
    ['2026-03-29', 150, 'Europe/Amsterdam', '2026-03-29T01:30'],
    ['2026-10-04', 135, 'Australia/Lord_Howe', '2026-10-03T15:45'],
    ['2026-03-08', 150, 'America/St_Johns', '2026-03-08T06:00'],
    // Neither.
    ['2026-10-25', 150, 'Asia/Kolkata', '2026-10-24T21:00'],
    ['2026-10-25', 210, 'Europe/Amsterdam', '2026-10-25T02:30'],
    ['2026-03-29', 90, 'Europe/Amsterdam', '2026-03-29T00:30'],
  ])('%s, minute %i in %s is %s', (day, minutes, zone, expected) => {
    // In the evening before, after that hour of that day has passed.
    const now = utc(expected) - 5 * hour;
    expect(iso(ask({ day, minutes, zone, now }))).toBe(expected);
  });
});

describe('days that are not 24 hours long', () => {
  const typed = (text: string, now: string) =>
    iso(readMoment(text.split(' '), utc(now), 'Europe/Amsterdam')?.at);

  it('leave "tomorrow" and a day of the week where they are', () => {
    // Sunday 00:30, and 24 hours later it is still Sunday.
    expect(typed('tomorrow 9:00', '2026-10-24T22:30')).toBe('2026-10-26T08:00');
    expect(typed('00:10', '2026-10-24T22:30')).toBe('2026-10-25T23:10');
    // Saturday 23:30, and 24 hours later it is Monday.
    expect(typed('tomorrow 9:00', '2026-03-28T22:30')).toBe('2026-03-29T07:00');
    // Sunday 00:10 has passed: it comes again on a Sunday.
    expect(typed('sun 00:10', '2026-10-24T22:30')).toBe('2026-10-31T23:10');
  });

  it('never put off a message to a moment that has passed', () => {
    const second = utc('2026-10-25T01:15');
    const quiet = { from: 22 * 60, until: 150 };
    expect(iso(mayWriteAt(second, quiet, 'Europe/Amsterdam'))).toBe('2026-10-25T01:15');
  });

  it('lose no slot where the clocks jump over midnight', () => {
    // Saturday 23:30 is never shown there: it is Sunday 00:30.
    const now = utc('2026-03-29T01:10');
    const zone = 'America/Nuuk';
    const when = { day: '2026-03-28', minutes: 23 * 60 + 30, zone, now };
    expect(iso(places['a daily slot']?.(when))).toBe('2026-03-29T01:30');
    expect(iso(places['a summary']?.(when))).toBe('2026-03-29T01:30');
    const office = { timezone: zone, from: 22 * 60, to: when.minutes, days: [6], holidays };
    expect(
      [0, 29, 30].map((more) => isOfficeTime(office, utc('2026-03-29T01:00') + more * 60_000)),
    ).toEqual([true, true, false]);
  });
});
