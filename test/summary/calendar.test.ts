import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Calendar, comes, nextDue } from '../../src/summary/calendar.ts';
import { addDays, dayOf, localOf, weekdayOf } from '../../src/time/zone.ts';

const calendar: Calendar = {
  zone: 'Europe/Amsterdam',
  daily: 17 * 60,
  weekly: 9 * 60,
  monthly: 9 * 60,
  days: [1, 2, 3, 4, 5],
  holidays: ['2026-12-25', '2026-12-28'],
};
const at = (iso: string) => Date.parse(`${iso}Z`);
const next = (issue: 'daily' | 'weekly' | 'monthly', iso: string) =>
  new Date(nextDue(issue, at(iso), calendar)?.at ?? 0).toISOString().slice(0, 16);

describe('the calendar', () => {
  it.each([
    ['the same afternoon', 'daily', '2026-11-20T10:00', '2026-11-20T16:00'],
    ['not the moment it came', 'daily', '2026-11-20T16:00', '2026-11-23T16:00'],
    ['after a holiday and a weekend', 'daily', '2026-12-24T17:00', '2026-12-29T16:00'],
    [
      'an hour earlier in UTC once summer time begins',
      'daily',
      '2026-03-27T20:00',
      '2026-03-30T15:00',
    ],
    ['on the next Monday', 'weekly', '2026-11-20T10:00', '2026-11-23T08:00'],
    ['on the first work day of the next month', 'monthly', '2026-11-20T10:00', '2026-12-01T08:00'],
    ['not on a weekend that begins a month', 'monthly', '2026-07-15T10:00', '2026-08-03T07:00'],
    ['on Tuesday when Monday is a holiday', 'weekly', '2026-12-22T10:00', '2026-12-29T08:00'],
    ['on the next Monday after that Tuesday', 'weekly', '2026-12-29T08:00', '2027-01-04T08:00'],
  ] as const)('comes %s', (_, issue, after, due) => {
    expect(next(issue, after)).toBe(due);
  });

  it('keeps to the days on which people work: Sunday to Thursday is a week, too', () => {
    const there = { ...calendar, days: [0, 1, 2, 3, 4] };
    expect(
      ['daily', 'weekly'].map(
        (issue) =>
          nextDue(issue === 'daily' ? 'daily' : 'weekly', at('2026-11-19T20:00'), there)?.day,
      ),
    ).toEqual(['2026-11-22', '2026-11-23']);
  });

  it('never comes where it is switched off', () => {
    expect(nextDue('daily', at('2026-11-20T10:00'), { ...calendar, daily: null })).toBeNull();
    expect(comes('weekly', '2026-11-23', { ...calendar, weekly: null })).toBe(false);
  });

  it('comes at its time on every work day of two years and on no other, in every zone', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'Europe/Amsterdam',
          'America/New_York',
          'Australia/Lord_Howe',
          'Asia/Kolkata',
          'Pacific/Apia',
        ),
        fc.integer({ min: 0, max: 1439 }),
        (zone, daily) => {
          const there = { ...calendar, zone, daily };
          const skipped: string[] = [];
          let last = at('2026-02-01T00:00');
          for (let days = 0; days < 500; days += 1) {
            const due = nextDue('daily', last, there);
            if (!due) throw new Error('it never comes again');
            expect(due.at).toBeGreaterThan(last);
            expect([0, 30, 60]).toContain(localOf(due.at, zone).minutes - daily);
            expect(dayOf(due.at, zone)).toBe(due.day);
            skipped.push(...daysBetween(days === 0 ? due.day : dayOf(last, zone), due.day));
            last = due.at;
          }
          expect(
            skipped.filter((day) => weekdayOf(day) <= 5 && !calendar.holidays.includes(day)),
          ).toEqual([]);
        },
      ),
      { numRuns: 4 },
    );
  });
});

/** The days after one and before another. */
function daysBetween(first: string, end: string): readonly string[] {
  const next = addDays(first, 1);
  return next < end ? [next, ...daysBetween(next, end)] : [];
}
