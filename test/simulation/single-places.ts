import { UpstreamError } from '../../src/ports/errors.ts';
import type { Order } from '../../src/ports/fleet.ts';
import type { Dice } from './random.ts';
import type { Schedule } from './schedule.ts';
import { makeSingles, type SingleOrder } from './singles.ts';
import type { Weather } from './weather.ts';

/** An order that a host carried out, as it wrote it down. */
type Taken = Pick<Order, 'turn' | 'fence'> & SingleOrder;

/** What the places of singles need of their history. */
export type Grounds = {
  readonly dice: Dice;
  readonly schedule: Schedule;
  readonly weather: Pick<Weather, 'meanness' | 'count'>;
  readonly note: (text: string) => void;
};

/** The hosts on which singles live in a whole history. */
export type SinglePlaces = ReturnType<typeof makeSinglePlaces>;

/**
 * Each single on its one host, which is as strict as a real one has to be: it refuses whoever is
 * not in time, and starts nothing beside what runs. Orders may arrive once more, long after.
 */
export function makeSinglePlaces(
  { dice, schedule, weather, note }: Grounds,
  names: readonly string[],
  live: string,
) {
  const world = makeSingles(dice.fork(1), names, live, schedule.now());
  const ways = dice.fork(2);
  const taken: Taken[] = [];
  const newest = new Map<string, Pick<Order, 'turn' | 'fence'>>();
  const { meanness } = weather;
  let isCalm = false;

  function refuse(what: string): never {
    throw new UpstreamError('fleet', what);
  }

  /** Under the host's lock: whose order it is, what runs, and only then the deed. */
  function take({ turn, fence, ...wanted }: Taken): void {
    const { single, version, to } = wanted;
    world.until(schedule.now());
    if (!world.hears(single, schedule.now())) refuse(`reaching the host of ${single}`);
    const known = newest.get(single) ?? { turn, fence };
    const isOlder = turn < known.turn || (turn === known.turn && fence < known.fence);
    if (isOlder) refuse(`taking an order of turn ${turn}, fence ${fence}`);
    newest.set(single, { turn, fence });
    const other = world.alive(single).find((one) => one.version !== version || one.stopping);
    if (to === 'running' && other) refuse(`starting a second ${single} beside ${other.version}`);
    taken.push({ turn, fence, ...wanted });
    world.swap(wanted, schedule.now(), ways.chance(0.03 * meanness));
  }

  function again(order: Taken): void {
    try {
      take(order);
      note(`world: ${order.single} ${order.to} arrives once more and is taken`);
    } catch (cause) {
      if (!(cause instanceof UpstreamError)) throw cause;
      note(`world: ${order.single} ${order.to} arrives once more: ${cause.message}`);
    }
  }

  /** Hosts go down or fall silent, and what runs there does not always hear. */
  function trouble(): void {
    if (isCalm) return;
    const own = dice.fork(3 + Math.floor(schedule.now() / 1_000));
    const name = own.pick(names);
    const now = schedule.now();
    const until = now + own.between(5, 300) * 1_000;
    const strike = (share: number, what: string, act: () => void) => {
      if (!own.chance(share * meanness)) return;
      weather.count();
      note(`world: the host of ${name} ${what}`);
      world.until(now);
      act();
    };
    strike(0.04, 'goes down', () => world.crash(name, now, until, own.chance(0.8)));
    strike(0.04, 'falls silent', () => world.silence(name, until));
    strike(0.06, 'does not hear of a stop', () => world.deafen(name, until));
    schedule.after(own.between(8, 50) * 1_000, trouble);
  }
  if (names.length > 0) schedule.after(ways.between(5, 50) * 1_000, trouble);

  return {
    names,
    runs: world.runs,
    taken,
    alive: world.alive,
    show() {
      world.until(schedule.now());
      return world.show(schedule.now());
    },
    swap(order: Order, wanted: SingleOrder): void {
      const { turn, fence } = order;
      if (ways.chance(0.1 * meanness))
        schedule.after(ways.between(1, 120) * 1_000, () => again({ turn, fence, ...wanted }));
      take({ turn, fence, ...wanted });
    },
    /** All trouble ends: hosts answer, and what never got well is well. */
    calm(): void {
      isCalm = true;
      world.heal(schedule.now());
    },
  };
}
