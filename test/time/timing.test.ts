import { describe, expect, it } from 'vitest';
import { lateWindowMs, misfits, timing } from '../../src/time/timing.ts';

describe('the times that keep users safe', () => {
  it('fit, and a call may arrive late for lease, deadline and margin together', () => {
    expect(misfits(timing)).toEqual([]);
    expect(lateWindowMs(timing)).toBe(11_500);
    expect(lateWindowMs({ ...timing, leaseMs: 20_000, callDeadlineMs: 6_000 })).toBe(26_500);
  });

  it('do not fit with a deadline of 6 s: a call would outlive its lease', () => {
    expect(misfits({ ...timing, callDeadlineMs: 6_000 })).toEqual([
      'timing: a call may begin 5 s after its lease was renewed and last 6 s, ' +
        'but the lease ends after 8 s: another worker would act at the same time',
      'timing: a look may last 6 s, but what was seen 5 s ago is not acted on: ' +
        'nothing would be done where the fleet answers slowly',
    ]);
    expect(
      misfits({ ...timing, callDeadlineMs: 6_000, actWithinMs: 6_000, leaseMs: 12_000 }),
    ).toEqual([]);
  });

  it.each([
    ['a lease that is a little short', { leaseMs: 7_999 }, /lease ends after 7\.999 s/],
    ['a worker that acts on old sights', { actWithinMs: 5_001 }, /begin 5\.001 s after/],
    ['no deadline at all', { callDeadlineMs: Infinity }, /callDeadlineMs is Infinity/],
    ['a lease that is no number', { leaseMs: Number.NaN }, /leaseMs is NaN/],
    ['no margin', { marginMs: 0 }, /marginMs is 0/],
    ['unseen servers given up early', { unseenMs: 11_499 }, /undo a rollback that is over/],
    ['deliveries lent for less than a call', { deliveryLeaseMs: 11_000 }, /answered twice/],
  ])('do not fit with %s', (_, change, words) => {
    expect(misfits({ ...timing, ...change })).toEqual([expect.stringMatching(words)]);
  });
});
