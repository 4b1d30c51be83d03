import { describe, expect, it, vi } from 'vitest';
import { databaseTime, scaledClock } from '../../src/process/clock.ts';
import { eventually } from '../support/until.ts';

describe('the clock', () => {
  it('runs faster from its epoch on, and knows the real time of every moment', () => {
    let real = 1_000_000;
    const clock = scaledClock(60, 1_000_000, () => real);
    real += 1_000;
    expect(clock.now()).toBe(1_060_000);
    expect(clock.wall(clock.now())).toBe(real);
  });
});

describe('real time', () => {
  it('is what the database says, halfway through the question', async () => {
    let steady = 5_000;
    const time = await databaseTime(
      async () => {
        steady += 200;
        return 1_795_000_000_000;
      },
      () => steady,
    );
    expect(time.now()).toBe(1_795_000_000_100);
    steady += 1_000;
    expect(time.now()).toBe(1_795_000_001_100);
    time.stop();
  });

  it('never runs backwards, and goes on while the database is away', async () => {
    let steady = 0;
    let decision = 50_000;
    const ask = vi.fn<() => Promise<number>>(async () => {
      if (decision < 0) throw new Error('away');
      return decision;
    });
    const time = await databaseTime(ask, () => steady, 1);
    const first = time.now();
    decision = 10_000;
    await eventually(() => expect(ask.mock.calls.length).toBeGreaterThan(2));
    expect(time.now()).toBe(first);
    decision = -1;
    steady += 90_000;
    expect(time.now()).toBeGreaterThan(first);
    time.stop();
  });
});
