import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { before, daysOf, periodAt, periodEnding } from '../../src/summary/period.ts';
import { addDays, dayOf, instantOf, localOf, weekdayOf } from '../../src/summary/zone.ts';

const zones = [
  'UTC',
  'Europe/Amsterdam',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/St_Johns',
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

  it('show what was asked for, on every day of a year and in every zone, unless the clocks jump over it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 730 }),
        fc.integer({ min: 0, max: 1439 }),
        fc.constantFrom(...zones),
        (days, minutes, zone) => {
          const day = addDays('2026-01-01', days);
          const at = instantOf(day, minutes, zone);
          const shown = localOf(at, zone).minutes;
          expect(dayOf(at, zone)).toBe(day);
          expect([0, 30, 60]).toContain(shown - minutes);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('know the days of the week', () => {
    expect([weekdayOf('2026-11-16'), weekdayOf('2026-11-20'), weekdayOf('2026-11-22')]).toEqual([
      1, 5, 7,
    ]);
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
  });
});

describe('a period', () => {
  it('is made of whole days where the team is, also when one of them has 25 hours', () => {
    const day = periodAt('today', Date.UTC(2026, 9, 25, 12), 'Europe/Amsterdam');
    expect([day.first, day.last, (day.until - day.since) / 3_600_000]).toEqual([
      '2026-10-25',
      '2026-10-25',
      25,
    ]);
    expect(periodAt('today', Date.UTC(2026, 10, 20, 23, 30), 'Europe/Amsterdam').last).toBe(
      '2026-11-21',
    );
  });

  it('touches the one before it and is as long in days', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 730 }),
        fc.constantFrom('today', 'week', 'month'),
        fc.constantFrom(...zones),
        (days, span, zone) => {
          const period = periodEnding(span, addDays('2026-01-01', days), zone);
          const last = before(period);
          expect(last.until).toBe(period.since);
          expect(addDays(last.first, daysOf[span])).toBe(period.first);
          expect(weekdayOf(last.first) === weekdayOf(period.first) || span === 'today').toBe(true);
        },
      ),
    );
  });
});
