import type { Ledger } from '../../src/ports/ledger.ts';
import { jobWish, lookAround, sensible, unruly } from './crowd.ts';
import type { makeDoor, Wish } from './door.ts';
import type { Oracle } from './oracle.ts';
import type { Dice } from './random.ts';
import type { Rounds } from './rounds.ts';
import type { Schedule } from './schedule.ts';
import type { Weather } from './weather.ts';
import type { World } from './world.ts';

const minute = 60_000;

/** What people live in, see and speak into. */
type Surroundings = {
  readonly dice: Dice;
  readonly schedule: Schedule;
  readonly every: Rounds;
  readonly weather: Weather;
  readonly world: World;
  readonly oracle: Oracle;
  readonly doors: readonly ReturnType<typeof makeDoor>[];
  /** What they look at. */
  readonly shown: Ledger;
  readonly isActive: () => boolean;
};

type Choose = (seen: Awaited<ReturnType<typeof lookAround>>) => Wish | null;

/** People who look at their cards and click, once, twice, late, or anew when nobody heard. */
export function livePeople(around: Surroundings): void {
  const { dice, every, weather, world, shown, isActive } = around;
  const own = dice.fork(20);
  const speak = makeSpeech(around, own);
  const act = async (choose: Choose) => {
    const wanted = choose(await lookAround(shown));
    if (wanted) speak(wanted);
  };
  const turn = (low: number, high: number, choose: Choose) =>
    every(low, high, () => {
      if (isActive()) void act(choose);
    });
  const hands = dice.fork(40);
  every(50_000, 200_000, () => {
    if (isActive()) speak(jobWish(hands), hands);
  });
  turn(8_000, 25_000, (seen) => sensible(own, world, seen));
  turn(40_000, 160_000, (seen) =>
    own.chance(0.3 + weather.meanness / 2) ? unruly(own, world, seen) : null,
  );
}

/** How a wish gets to one of the copies: Slack tries again, and delivers some of them twice. */
function makeSpeech({ schedule, oracle, doors }: Surroundings, own: Dice) {
  let clicks = 0;
  const deliver = (wanted: Wish, trigger: string, by: Dice, tries: readonly number[]) => {
    const [wait, ...rest] = tries;
    if (wait === undefined) return;
    schedule.after(wait, () => {
      let heard = false;
      by.pick(doors).deliver(wanted, trigger, (ok) => {
        heard = ok;
      });
      schedule.after(3_000, () => {
        if (!heard) deliver(wanted, trigger, by, rest);
      });
    });
  };
  return (wanted: Wish, by = own): void => {
    const trigger = `t${(clicks += 1)}`;
    oracle.note(`${wanted.by.id} says ${wanted.act} ${wanted.release ?? wanted.version}`);
    deliver(wanted, trigger, by, [0, 1_000, minute, 5 * minute]);
    if (by.chance(0.15))
      schedule.after(by.between(10, 400), () => deliver(wanted, `t${(clicks += 1)}`, by, [0]));
    if (by.chance(0.1))
      schedule.after(by.between(50, 20_000), () => deliver(wanted, trigger, by, [0]));
  };
}
