import { UpstreamError } from '../../src/ports/errors.ts';
import type { TrafficShare } from '../../src/release/state/traffic-share.ts';
import { type Behind, frontDoor } from '../support/front-door.ts';
import type { Dice } from './random.ts';
import type { Schedule } from './schedule.ts';

/** What the front door looks at. */
type Doors = {
  readonly dice: Dice;
  readonly schedule: Schedule;
  readonly open: () => readonly Behind[];
  /** All that are there, open or not. */
  readonly there: () => readonly Behind[];
};

/** Weights are whole numbers of so many parts. */
const parts = 1_000;
/** What was taken is what happens within this; until then it is as before. */
const settlesMs = { often: 1_500, seldom: 8_000 } as const;

/**
 * The front door of a fleet whose traffic is steered, as vendors have them: it refuses what is no
 * whole or names nobody, weighs in whole numbers, and does a while later what it said yes to.
 */
export function makeSteering(live: Omit<Behind, 'id'>, { dice, schedule, open, there }: Doors) {
  const door = frontDoor(live);
  let taken = 0;
  let done = 0;
  /** What each server got, and since when. */
  let changedAt = Number.NEGATIVE_INFINITY;

  function refuse(shares: readonly TrafficShare[]): void {
    const sum = shares.reduce((all, { share }) => all + share, 0);
    if (Math.abs(sum - 1) > 1e-6 || shares.some(({ share }) => share < 0 || share > 1 + 1e-6))
      throw new UpstreamError('fleet', `sharing out ${sum} of the traffic`);
    if (new Set(shares.map(nameOf)).size < shares.length)
      throw new UpstreamError('fleet', 'sharing out to one group twice');
    for (const one of shares) {
      const among = one.share > 0 ? open() : there();
      if (!among.some((box) => nameOf(box) === nameOf(one)))
        throw new UpstreamError('fleet', `sending traffic to ${one.version}, which is not there`);
    }
  }

  return {
    changedAt: () => changedAt,
    steer(shares: readonly TrafficShare[]): void {
      refuse(shares);
      const order = (taken += 1);
      const wait = dice.chance(0.1) ? settlesMs.seldom : settlesMs.often;
      schedule.after(dice.between(0, wait), () => {
        // Whoever was told later is not undone by who was told before.
        if (order < done) return;
        done = order;
        changedAt = schedule.now();
        door.weigh(shares.map((one) => ({ ...one, share: Math.round(one.share * parts) / parts })));
      });
    },
    /** What each open server gets now. */
    shares: () => door.sharesOf(open()),
    /** What of the weight belongs to groups that somebody can reach. */
    reached: () => door.reached(open()),
    shareOf(is: (id: string) => boolean): number {
      let sum = 0;
      for (const [id, share] of door.sharesOf(open())) if (is(id)) sum += share;
      return sum;
    },
  };
}

/** The front door of one history; null in a fleet whose users are handed over. */
export type Steering = ReturnType<typeof makeSteering>;

function nameOf({ release, version }: Omit<Behind, 'id'>): string {
  return `${release}\n${version}`;
}
