import { describe, expect, it } from 'vitest';
import {
  isOfficeTime,
  type OfficeHours,
  officeHoursMs,
} from '../../../src/release/state/office-hours.ts';

const amsterdam: OfficeHours = {
  timezone: 'Europe/Amsterdam',
  from: 9 * 60,
  to: 17 * 60,
  days: [1, 2, 3, 4, 5],
  holidays: ['2026-12-25'],
};
const hour = 60 * 60_000;
const utc = (text: string) => Date.parse(`${text}Z`);

describe('office hours', () => {
  it.each([
    ['a Friday morning', '2026-11-20T08:30', true],
    ['before it opens', '2026-11-20T07:59', false],
    ['the minute it closes', '2026-11-20T16:00', false],
    ['a Saturday', '2026-11-21T10:00', false],
    ['a holiday', '2026-12-25T10:00', false],
    ['the day before it', '2026-12-24T10:00', true],
  ])('know %s', (_, at, open) => {
    expect(isOfficeTime(amsterdam, utc(at))).toBe(open);
  });

  it.each([
    ['within a day', '2026-11-20T08:00', '2026-11-20T10:00', 2],
    ['over a night', '2026-11-19T15:00', '2026-11-20T09:00', 2],
    ['over a weekend', '2026-11-20T15:00', '2026-11-23T09:00', 2],
    ['over a holiday and a weekend', '2026-12-24T15:00', '2026-12-28T09:00', 2],
    ['at night', '2026-11-20T20:00', '2026-11-20T23:00', 0],
    ['backwards', '2026-11-20T10:00', '2026-11-20T09:00', 0],
    ['a whole week', '2026-11-16T00:00', '2026-11-23T00:00', 40],
  ])('are counted %s', (_, from, to, hours) => {
    expect(officeHoursMs(amsterdam, utc(from), utc(to)) / hour).toBe(hours);
  });

  it('stay on the wall when the clocks are changed', () => {
    // Summer time ends on the night to Oct 25: the office opens an hour later in UTC.
    expect(
      isOfficeTime({ ...amsterdam, days: [0, 1, 2, 3, 4, 5, 6] }, utc('2026-10-24T07:30')),
    ).toBe(true);
    expect(
      isOfficeTime({ ...amsterdam, days: [0, 1, 2, 3, 4, 5, 6] }, utc('2026-10-25T07:30')),
    ).toBe(false);
    expect(officeHoursMs(amsterdam, utc('2026-10-23T00:00'), utc('2026-10-27T00:00')) / hour).toBe(
      16,
    );
  });

  it('work where the day begins before UTC', () => {
    expect(isOfficeTime({ ...amsterdam, timezone: 'Asia/Tokyo' }, utc('2026-11-20T00:30'))).toBe(
      true,
    );
    expect(
      officeHoursMs(
        { ...amsterdam, timezone: 'Asia/Tokyo' },
        utc('2026-11-19T12:00'),
        utc('2026-11-20T12:00'),
      ) / hour,
    ).toBe(8);
  });
});
