import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, weekdayOf } from '../../src/time/zone.ts';
import { before, daysOf, periodAt, periodEnding } from '../../src/summary/period.ts';

const zones = ['UTC', 'Europe/Amsterdam', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia'];

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
