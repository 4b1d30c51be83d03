import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goesOutAt, nextSlot } from '../../../src/release/start/daily-slot.ts';
import type { Person } from '../../../src/release/state/people.ts';
import type { Daily } from '../../../src/release/state/plan.ts';
import { plan, prerelease } from '../../support/a-release.ts';
import { releaseStarted } from '../../support/events.ts';
import { given } from '../../support/given.ts';
import { minute, noon } from '../../support/noon.ts';
import { tom } from '../../support/people.ts';
import { good } from '../../support/readings.ts';
import { signedOff, watch } from '../../support/release-parts.ts';
import { counterexample } from '../arbitrary.ts';

const weekdays: Daily = {
  minute: 600,
  days: [1, 2, 3, 4, 5],
  zone: 'Europe/Amsterdam',
  holidays: [],
};
const night: Daily = {
  minute: 150,
  days: [0, 1, 2, 3, 4, 5, 6],
  zone: 'Europe/Amsterdam',
  holidays: [],
};
const slot = (daily: Daily, from: string) =>
  new Date(nextSlot(daily, Date.parse(from)) ?? 0).toISOString();

describe('the next slot', () => {
  it.each([
    ['today, if it is still to come', weekdays, '2026-11-20T08:00:00Z', '2026-11-20T09:00:00.000Z'],
    ['now, if it is just there', weekdays, '2026-11-20T09:00:00Z', '2026-11-20T09:00:00.000Z'],
    ['after the weekend', weekdays, '2026-11-20T09:00:01Z', '2026-11-23T09:00:00.000Z'],
    [
      'an hour earlier in UTC once clocks are forward',
      weekdays,
      '2026-03-28T12:00:00Z',
      '2026-03-30T08:00:00.000Z',
    ],
    [
      'an hour later in UTC once clocks are back',
      weekdays,
      '2026-10-24T12:00:00Z',
      '2026-10-26T09:00:00.000Z',
    ],
    [
      'right behind the jump, where clocks skip the time',
      night,
      '2026-03-28T12:00:00Z',
      '2026-03-29T01:30:00.000Z',
    ],
    [
      'the first of two, where clocks show the time twice',
      night,
      '2026-10-24T12:00:00Z',
      '2026-10-25T00:30:00.000Z',
    ],
    [
      'of the day there, not of the day in UTC',
      { minute: 30, days: [6], zone: 'Pacific/Auckland', holidays: [] },
      '2026-11-20T00:00:00Z',
      '2026-11-20T11:30:00.000Z',
    ],
  ])('is %s', (_, daily, from, expected) => {
    expect(slot(daily, from)).toBe(expected);
  });

  it('is on no holiday, however many there are', () => {
    const christmas = Array.from({ length: 14 }, (_, i) => `2026-12-${18 + i}`).filter(
      (day) => day <= '2026-12-31',
    );
    const closed = { ...weekdays, holidays: [...christmas, '2027-01-01'] };
    expect(slot(closed, '2026-12-17T08:00:00Z')).toBe('2026-12-17T09:00:00.000Z');
    expect(slot(closed, '2026-12-17T10:00:00Z')).toBe('2027-01-04T09:00:00.000Z');
    // The day there: in Auckland it is Christmas when UTC still has the 24th.
    const there = { minute: 60, days: [4, 5, 6], zone: 'Pacific/Auckland' };
    expect(slot({ ...there, holidays: ['2026-12-25'] }, '2026-12-24T11:00:00Z')).toBe(
      '2026-12-25T12:00:00.000Z',
    );
  });

  it('lies neither before what was asked nor more than eight days after it, and is stable', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Amsterdam',
      'America/New_York',
      'Pacific/Auckland',
      'Australia/Lord_Howe',
      'Asia/Kolkata',
    );
    const daily = fc.record({
      minute: fc.integer({ min: 0, max: 1_439 }),
      days: fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 1 }),
      zone: zones,
      holidays: fc.constant([]),
    });
    expect(
      counterexample(
        fc.property(
          daily,
          fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) }),
          (when, at) => {
            const next = nextSlot(when, at);
            return (
              next !== null &&
              next >= at &&
              next - at <= 8 * 24 * 60 * minute &&
              nextSlot(when, next) === next
            );
          },
        ),
        500,
      ),
    ).toBeNull();
  });
});

describe('an approved build of a service with slots', () => {
  const daily = { ...weekdays, zone: 'UTC' };
  const slots = { ...plan, daily };
  const one = prerelease({ kind: 'approved', since: noon }, { plan: slots, approvals: signedOff });
  const ten = Date.UTC(2026, 10, 23, 10);
  const start = (at: number, by: Person | null) =>
    given({
      ...one,
      approvals: signedOff.map((yes) => ({ ...yes, at })),
      watch: watch(good, { measuredAt: at }),
    }).when(releaseStarted({ at, by }));

  it('goes out by itself at the slot and not before, and at once when a person says so', () => {
    expect(goesOutAt(slots, noon, noon)).toBe(ten);
    expect(start(ten - minute, null)).toMatchObject({ kind: 'refused', code: 'not-now' });
    expect(start(ten, null)).toMatchObject({ kind: 'moved', born: { kind: 'release' } });
    expect(start(ten - minute, tom)).toMatchObject({ kind: 'moved', born: { kind: 'release' } });
  });

  it('goes within an hour of a slot it could not keep, and waits for the next one later on', () => {
    expect(start(ten + 59 * minute, null)).toMatchObject({ kind: 'moved' });
    expect(start(ten + 61 * minute, null)).toMatchObject({ kind: 'refused' });
  });

  it('that is cancelled stays approved and goes out no more by itself', () => {
    const decision = given(one).when({
      kind: 'cancelled',
      at: noon + minute,
      by: tom,
      reason: 'not today',
    });
    expect(decision).toMatchObject({
      kind: 'moved',
      line: { lock: null, blocked: [] },
      release: { phase: { kind: 'approved' }, startAttempted: true },
    });
  });
});
