import type { Dice } from '../random.ts';
import type { Machines } from './fleet.ts';

/** When trouble comes, and by whose dice. */
type Moment = {
  readonly now: number;
  readonly dice: Dice;
  readonly falls: (share: number) => boolean;
  readonly note: (text: string) => void;
  readonly isCalm: boolean;
};

/** The world has moods of its own: servers die or fall ill, and get well again. */
export function trouble(machines: Machines, { now, dice, falls, note, isCalm }: Moment): void {
  const { all } = machines;
  const well = all.filter(({ state }) => state === 'ready');
  if (well.length === 0) return;
  const one = dice.pick(well);
  if (falls(0.03)) {
    note(`${one.id} falls ill`);
    machines.strike(one, 'unhealthy', now);
  }
  for (const ill of all.filter(({ state, dud }) => state === 'unhealthy' && !dud))
    if (isCalm || dice.chance(0.4)) machines.strike(ill, 'ready', now);
  if (falls(0.01)) {
    note(`${one.id} is gone`);
    machines.strike(one, 'gone', now);
  }
}
