import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import { makeLink } from './link.ts';
import type { Oracle } from './oracle.ts';
import type { Dice } from './random.ts';
import { type Copy, makeCopy } from './replica.ts';
import type { Schedule } from './schedule.ts';
import { makeVersions, type Version } from './versions.ts';
import { hinting } from './virtual.ts';
import type { WayName } from './ways.ts';
import type { Weather } from './weather.ts';
import type { World } from './world.ts';

const minute = 60_000;

/** Where the copies run, and of which versions they are. */
type Ground = {
  readonly way: WayName;
  readonly dice: Dice;
  readonly schedule: Schedule;
  readonly weather: Weather;
  readonly world: World;
  readonly oracle: Oracle;
  readonly isActive: () => boolean;
};

/** Two copies of Davy on one ledger, which wakes one of them when work becomes due. */
export function makeCrew({ way, dice, schedule, weather, world, oracle, isActive }: Ground): {
  readonly copies: readonly Copy[];
  readonly bare: Ledger;
  /** People and the oracle read what the newest version would read. */
  readonly shown: Ledger;
} {
  const copies: Copy[] = [];
  const bare = memoryLedger({ realTime: schedule.now, sleep: () => Promise.resolve() });
  const ledger = hinting(bare, hint);
  const link = makeLink(schedule, weather);
  const isMixed = way === 'mixed';
  const versioned = makeVersions((text) => oracle.broken(25, text));
  const hinted = new Set<number>();
  const wakes = dice.fork(12);
  const rollout = dice.fork(13);

  function hint(dueAt: number): void {
    const time = Math.max(schedule.now() + 5, Math.ceil(dueAt));
    if (hinted.has(time)) return;
    hinted.add(time);
    schedule.at(time, () => {
      hinted.delete(time);
      const up = copies.filter(
        ({ replica }) => replica.alive && replica.pausedUntil <= schedule.now(),
      );
      if (up.length > 0) wakes.pick(up).poll();
    });
  }

  for (const name of ['A', 'B']) {
    const own = dice.fork(name.charCodeAt(0));
    let version: Version = 'older';
    const copy = makeCopy(name, {
      schedule,
      world,
      link,
      ledger: isMixed ? versioned(ledger, () => version) : ledger,
      oracle,
      dice: own,
      crashes: () => (isActive() ? 0.0004 * weather.meanness : 0),
      restarted: weather.count,
    });
    copies.push(copy);
    const rollsOut = rollout.between(1, 4) * minute + (name === 'A' ? 2 * minute : 0);
    if (isMixed)
      schedule.after(rollsOut, () => {
        copy.crash(3_000, () => {
          version = 'newer';
        });
      });
  }
  return { copies, bare, shown: isMixed ? versioned(bare, () => 'newer') : bare };
}
