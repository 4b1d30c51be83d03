import type { Dice } from './random.ts';
import type { Schedule } from './schedule.ts';

/** Has something done again and again, so many milliseconds apart, from dice of its own. */
export type Rounds = (low: number, high: number, run: () => void) => void;

/** The rounds of one history; those with the same times throw the same dice. */
export function makeRounds(dice: Dice, schedule: Schedule): Rounds {
  return (low, high, run) => {
    const own = dice.fork(low * 31 + high);
    const again = () => {
      run();
      schedule.after(own.between(low, high), again);
    };
    schedule.after(own.between(1, high), again);
  };
}
