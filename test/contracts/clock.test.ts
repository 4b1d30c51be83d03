import { scaledClock } from '../../src/process/clock.ts';
import { type ClockWorld, clockLaws } from './clock-laws.ts';
import { holdTo, type Kinds } from './contract.ts';

/** Every clock there is. */
const clocks: Kinds<ClockWorld> = [
  ['real', async () => scaled(1)],
  ['of the playground', async () => scaled(60)],
  ['of a slow playground', async () => scaled(0.5)],
];
holdTo('a clock', clocks, clockLaws);

function scaled(speed: number): ClockWorld {
  const epoch = Date.UTC(2026, 10, 20, 8);
  let real = epoch;
  return {
    clock: scaledClock(speed, epoch, () => real),
    real: () => real,
    pass(ms) {
      real += ms;
    },
    close: async () => undefined,
  };
}
