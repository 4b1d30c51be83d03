import { leaveOver } from './left-over.ts';
import type { Oracle } from './oracle.ts';
import type { Dice } from './random.ts';
import type { Copy } from './replica.ts';
import type { Rounds } from './rounds.ts';
import type { Schedule } from './schedule.ts';
import type { Weather } from './weather.ts';
import type { World } from './world.ts';

/** What can be struck, and how hard. */
export type Target = {
  readonly dice: Dice;
  readonly schedule: Schedule;
  readonly every: Rounds;
  readonly weather: Weather;
  readonly world: World;
  readonly oracle: Oracle;
  readonly copies: readonly Copy[];
  readonly isActive: () => boolean;
};

/** Copies die and stand still, servers fall ill or are taken away, people leave their teams. */
export function bringTrouble(target: Target): void {
  const { dice, every, weather, copies, isActive } = target;
  const own = dice.fork(30);
  const often = (low: number, high: number, share: number, run: () => void) =>
    every(low * 1_000, high * 1_000, () => {
      if (!isActive() || !own.chance(share * weather.meanness)) return;
      weather.count();
      run();
    });
  often(60, 300, 0.5, () =>
    own.pick(copies).crash(own.chance(0.1) ? 300_000 : own.between(500, 20_000)),
  );
  often(60, 300, 0.5, () => own.pick(copies).pause(own.between(2_000, 70_000)));
  often(300, 900, 0.4, () => strike(target, own, 'sick'));
  often(400, 1_200, 0.3, () => strike(target, own, 'gone'));
  often(200, 700, 0.5, () => leave(target, own));
  leaveOver(target);
}

function strike({ world, oracle }: Target, own: Dice, how: 'gone' | 'sick'): void {
  const boxes = world.cloud.there().filter(({ state }) => state === 'ready');
  if (boxes.length === 0) return;
  const box = own.pick(boxes);
  const owner = oracle.known.get(box.release);
  // What is taken away while it starts is ordered once more.
  if (owner && how === 'gone' && owner.release.phase.kind !== 'launching') owner.killed = true;
  world.cloud.strike(box, how);
}

function leave({ world, oracle, schedule }: Target, own: Dice): void {
  const team = own.pick(['whiteboard', 'accounts', 'on-call']);
  const id = own.pick(['U1', 'U2', 'U3', 'U4', 'U5']);
  const all = own.chance(0.3) ? ['U1', 'U2', 'U3', 'U4', 'U5'] : [id];
  const inIt = all.filter((one) => world.directory.stoodFor(team, one, 0));
  oracle.note(`world: ${inIt.join(',')} left ${team}`);
  for (const one of inIt) world.directory.remove(team, one);
  schedule.after(own.between(60_000, 600_000), () =>
    inIt.forEach((one) => world.directory.restore(team, one)),
  );
}
