import { expect } from 'vitest';
import type { Clock } from '../../src/ports/clock.ts';
import type { Laws } from './contract.ts';

/** A clock, and real time, which a law can let pass. */
export type ClockWorld = {
  readonly clock: Clock;
  readonly real: () => number;
  readonly pass: (ms: number) => void;
  readonly close: () => Promise<unknown>;
};

/** What every clock keeps to. */
export const clockLaws: Laws<ClockWorld> = {
  'goes forward with real time': async ({ clock, pass }) => {
    for (let times = 0; times < 5; times += 1) {
      const before = clock.now();
      expect(clock.now()).toBe(before);
      pass(60_000);
      expect(clock.now()).toBeGreaterThan(before);
    }
  },

  'knows the real time of now, of what was and of what is to come': async (world) => {
    const { clock, real, pass } = world;
    pass(1_000);
    const [shown, then] = [clock.now(), real()];
    expect(Math.abs(clock.wall(shown) - then)).toBeLessThanOrEqual(1);
    pass(3_600_000);
    expect(Math.abs(clock.wall(shown) - then)).toBeLessThanOrEqual(1);
    expect(clock.wall(clock.now() + 600_000)).toBeGreaterThan(real());
  },

  'shows whole milliseconds': async ({ clock, pass }) => {
    pass(0.4);
    expect(Number.isInteger(clock.now())).toBe(true);
    expect(Number.isInteger(clock.wall(clock.now() + 1))).toBe(true);
  },
};
