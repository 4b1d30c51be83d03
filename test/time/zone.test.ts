import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dateOf,
  dayOf,
  instantOf,
  isZone,
  localOf,
  weekdayOf,
} from '../../src/time/zone.ts';

const zones = [
  'UTC',
  'Europe/Amsterdam',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/St_Johns',
  // Its clocks jump over midnight.
  'America/Nuuk',
  // Two hours at once.
  'Antarctica/Troll',
];
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

describe('wall clocks', () => {
  it.each([
    ['a winter afternoon', '2026-11-20', 17 * 60, 'Europe/Amsterdam', '2026-11-20T16:00'],
    ['a summer afternoon', '2026-07-20', 17 * 60, 'Europe/Amsterdam', '2026-07-20T15:00'],
    ['the day the clocks jump', '2026-03-29', 17 * 60, 'Europe/Amsterdam', '2026-03-29T15:00'],
    ['a time the jump skips', '2026-03-29', 150, 'Europe/Amsterdam', '2026-03-29T01:30'],
    [
      'the first of a time that comes twice',
      '2026-10-25',
      150,
      'Europe/Amsterdam',
      '2026-10-25T00:30',
    ],
    [
      'half an hour of summer time',
      '2026-12-01',
      9 * 60,
      'Australia/Lord_Howe',
      '2026-11-30T22:00',
    ],
    ['a zone with half hours', '2026-11-20', 540, 'Asia/Kolkata', '2026-11-20T03:30'],
    ['the other side of the date line', '2026-11-20', 540, 'Pacific/Apia', '2026-11-19T20:00'],
    ['midnight before a jump', '2026-03-08', 0, 'America/New_York', '2026-03-08T05:00'],
  ])('show %s when they should', (_, day, minutes, zone, at) => {
    expect(iso(instantOf(day, minutes, zone))).toBe(at);
  });

  it('show what was asked for, on every day, unless they jump over it: then as much later', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 730 }),
        fc.integer({ min: 0, max: 1439 }),
        fc.constantFrom(...zones),
        (days, minutes, zone) => {
          const day = addDays('2026-01-01', days);
          const at = instantOf(day, minutes, zone);
          const midnights = dayOf(at, zone) === day ? 0 : 1440;
          expect([0, 30, 60, 120]).toContain(midnights + localOf(at, zone).minutes - minutes);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('lead from a moment to what they show and back, to the first where they show it twice', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 730 * 1440 }),
        fc.constantFrom(...zones),
        (minutes, zone) => {
          const at = Date.UTC(2026, 0, 1) + minutes * 60_000;
          const shown = localOf(at, zone);
          const back = instantOf(dayOf(at, zone), shown.minutes, zone);
          expect([0, 30, 60, 120]).toContain((at - back) / 60_000);
          expect(localOf(back, zone)).toEqual(shown);
          expect(instantOf(dayOf(back, zone), shown.minutes, zone)).toBe(back);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('are asked for every minute of the nights on which they are changed', () => {
    for (const [zone, begin, twice] of [
      ['Europe/Amsterdam', '2026-10-24T22:00', 60],
      ['Europe/Amsterdam', '2026-03-28T22:00', 0],
      ['Australia/Lord_Howe', '2026-04-04T12:00', 30],
      ['Australia/Lord_Howe', '2026-10-03T12:00', 0],
      ['America/St_Johns', '2026-11-01T02:00', 60],
      ['America/St_Johns', '2026-03-08T02:00', 0],
      ['Asia/Kolkata', '2026-10-24T22:00', 0],
    ] as const) {
      const night = Array.from({ length: 480 }, (_, i) => Date.parse(`${begin}Z`) + i * 60_000);
      const again = night.filter(
        (at) => instantOf(dayOf(at, zone), localOf(at, zone).minutes, zone) !== at,
      );
      expect([zone, again.length]).toEqual([zone, twice]);
    }
  });

  it('know the days of the week', () => {
    expect([weekdayOf('2026-11-16'), weekdayOf('2026-11-20'), weekdayOf('2026-11-22')]).toEqual([
      1, 5, 7,
    ]);
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
  });

  it('know which dates and which zones there are', () => {
    expect([dateOf(2026, 2, 28), dateOf(2026, 2, 29), dateOf(2028, 2, 29)]).toEqual([
      '2026-02-28',
      null,
      '2028-02-29',
    ]);
    expect(dateOf(2026, 13, 1)).toBeNull();
    expect(['Europe/Amsterdam', 'Australia/Lord_Howe', '', 'Moon/Tycho'].map(isZone)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
