import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { databaseTime, scaledClock } from '../../src/process/clock.ts';
import { carryOn, type KeptTime } from '../../src/time/kept-time.ts';

describe('the clock', () => {
  it('runs faster from its epoch on, and knows the real time of every moment', () => {
    let real = 1_000_000;
    const clock = scaledClock(60, 1_000_000, () => real);
    real += 1_000;
    expect(clock.now()).toBe(1_060_000);
    expect(clock.wall(clock.now())).toBe(real);
  });
});

/** A database and a process whose clocks a test sets; every five seconds the one asks the other. */
async function replica() {
  const state = { steady: 0, database: 1_795_000_000_000, away: false };
  let kept: KeptTime = { aheadMs: 0, lastMs: null };
  const steps: number[] = [];
  const time = await databaseTime({
    ask: async (before) => {
      if (state.away) throw new Error('away');
      const { stepMs, ...next } = carryOn(kept, state.database, before());
      kept = next;
      return { ms: next.lastMs, stepMs };
    },
    steady: () => state.steady,
    stepped: (stepMs) => steps.push(stepMs),
  });
  return {
    state,
    steps,
    time,
    pass: async (ms: number) => {
      for (let left = ms; left > 0; left -= 1_000) {
        state.steady += 1_000;
        state.database += 1_000;
        await vi.advanceTimersByTimeAsync(1_000);
      }
    },
  };
}

describe('real time', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is what the database says, halfway through the question', async () => {
    let steady = 5_000;
    const time = await databaseTime({
      ask: async () => {
        steady += 200;
        return { ms: 1_795_000_000_000, stepMs: 0 };
      },
      steady: () => steady,
    });
    expect(time.now()).toBe(1_795_000_000_100);
    steady += 1_000;
    expect(time.now()).toBe(1_795_000_001_100);
    time.stop();
  });

  it('never runs backwards, and goes on while the database is away', async () => {
    const { state, time, pass, steps } = await replica();
    const first = time.now();
    await pass(10_000);
    expect(time.now()).toBe(first + 10_000);
    state.away = true;
    await pass(90_000);
    expect(time.now()).toBe(first + 100_000);
    state.away = false;
    await pass(10_000);
    expect(time.now()).toBe(first + 110_000);
    expect(steps).toEqual([]);
    time.stop();
  });

  it.each([
    ['back by 100 s', -100_000],
    ['back by five hours', -5 * 3_600_000],
    ['forward by five hours', 5 * 3_600_000],
  ])('goes on as it was when the clock of the database is set %s', async (_, step) => {
    const { state, time, pass, steps } = await replica();
    await pass(60_000);
    const before = time.now();
    state.database += step;
    for (let seconds = 1; seconds <= 120; seconds += 1) {
      const shown = time.now();
      await pass(1_000);
      expect(time.now()).toBeGreaterThanOrEqual(shown);
      // A tenth of the way back, and one question.
      expect(Math.abs(time.now() - before - seconds * 1_000)).toBeLessThan(5_000 + seconds * 101);
    }
    expect(steps).toHaveLength(1);
    time.stop();
  });

  it('follows a clock that was wrong by days, and does not wait for them again', async () => {
    const { state, time, pass } = await replica();
    state.database += 400 * 86_400_000;
    await pass(10_000);
    state.database -= 400 * 86_400_000;
    await pass(10_000);
    expect(Math.abs(time.now() - state.database)).toBeLessThan(6_000);
    time.stop();
  });

  it('does not stand still with a database whose machine was stopped', async () => {
    const { state, time, pass } = await replica();
    await pass(60_000);
    const before = time.now();
    state.away = true;
    await pass(600_000);
    state.database -= 600_000;
    state.away = false;
    await pass(10_000);
    expect(Math.abs(time.now() - before - 610_000)).toBeLessThan(2_000);
    time.stop();
  });
});
