import type { Dice } from '../random.ts';
import type { Machines } from './fleet.ts';

/** Whose servers they are besides: something outside Davy starts more of what is live. */
type Moment = { readonly now: number; readonly live: string | undefined; readonly faults: number };

const grownMost = 2;

/**
 * What happens to a fleet that Davy does not do: in half of all lives parts of it fall silent for a
 * while, so that nobody can say what their servers are, nobody can read who gets which traffic, and
 * it grows with its load.
 */
export function makeOutside(machines: Machines, dice: Dice, note: (text: string) => void) {
  const isBusy = dice.chance(0.5);
  const blinds = dice.fork(1);
  let grown = 0;
  return {
    /** Says how much of it happened. */
    trouble({ now, live, faults }: Moment): number {
      if (!isBusy) return 0;
      const there = machines.all.filter(({ state }) => state !== 'gone' && state !== 'spare');
      const isBlind = machines.isSteered && blinds.chance(0.06 * faults);
      if (isBlind) {
        machines.blind(now + blinds.between(2, 90) * 1_000);
        note('nobody can read shares');
      }
      const isSilent = there.length > 0 && dice.chance(0.05 * faults);
      const grows = live !== undefined && grown < grownMost && dice.chance(0.02 * faults);
      if (isSilent) {
        const one = dice.pick(there);
        machines.silence(one.id, now + dice.between(5, 240) * 1_000);
        note(`${one.id} falls silent`);
      }
      if (grows) {
        grown += 1;
        note(`${machines.grow(live, now).id} is started by others`);
      }
      return Number(isBlind) + Number(isSilent) + Number(grows);
    },
  };
}
