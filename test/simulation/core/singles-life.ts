import type { Release } from '../../../src/release/state/release.ts';
import type { Dice } from '../random.ts';
import { makeSingles } from '../singles.ts';
import type { Book, Told } from './book.ts';
import type { Doing } from './doing.ts';
import { afterTold, checkSingles, checkSwap, makeSinglesBook } from './rules-singles.ts';

const minute = 60_000;

/** The singles of one history, the trouble they have, and what is held against Davy. */
export function liveSingles(
  dice: Dice,
  names: readonly string[],
  version: string,
  begin: number,
  book: Book,
) {
  const world = makeSingles(dice.fork(2), names, version, begin);
  const moods = dice.fork(3);
  const kept = makeSinglesBook();
  return {
    world,
    passed(releases: ReadonlyMap<string, Release>, now: number): void {
      world.until(now);
      checkSingles(book, kept, world, releases, now);
    },
    show(now: number) {
      world.until(now);
      return world.show(now);
    },
    ordered: (doing: Doing) => checkSwap(book, kept, doing, world),
    told: (told: Told) => afterTold(book, kept, told, world),
    /** Hosts go down or fall silent, and what runs there does not always hear. Says how often. */
    trouble(now: number, faults: number): number {
      if (names.length === 0) return 0;
      const name = moods.pick(names);
      const until = now + moods.between(5, 300) * 1_000;
      const [crash, silence, deaf] = [0.03, 0.04, 0.06].map((share) =>
        moods.chance(share * faults),
      );
      if (crash) world.crash(name, now, until, moods.chance(0.8));
      if (silence) world.silence(name, until);
      if (deaf) world.deafen(name, until + 5 * minute);
      return [crash, silence, deaf].filter((one) => one === true).length;
    },
  };
}
