import { describe, expect, it } from 'vitest';
import { singlesWorld } from '../support/singles-fleet.ts';
import * as laws from './fleet-laws-singles.ts';
import type { SinglesWorld } from './fleet-laws-singles.ts';
import { faultyTowardsSingles } from './fleet-plants-singles.ts';
import { manners } from './fleet-world.ts';

/** What every fleet must keep to that has jobs which must never run twice. */
const singlesLaws: Readonly<Record<string, (world: SinglesWorld) => Promise<void>>> = {
  'L12 a single is started only after the one before stopped': laws.startedAfterItStopped,
  'L12 a single that is stopped finishes its work': laws.finishesItsWork,
  'L12 two singles of one name never overlap when their host goes down': laws.neverTwoAfterAKill,
  'L12 a single that is started twice is one': laws.startedTwiceIsOne,
  'L12 where nobody answers nothing is started': laws.silentStartsNothing,
  'L11 an older turn swaps nothing': laws.anOlderTurnSwapsNothing,
  'an order that was superseded swaps nothing': laws.supersededSwapsNothing,
};
/** Every kind of fleet that has singles: a new one is one more line. */
const fleets: readonly (readonly [string, () => SinglesWorld])[] = [['in memory', singlesWorld]];

/** These give fences themselves. */
const onlyOnce = [laws.anOlderTurnSwapsNothing, laws.supersededSwapsNothing];

const cases = Object.entries(singlesLaws).flatMap(([law, holds]) =>
  (['once', 'its answer lost', 'twice at once', 'late, after another fence'] as const)
    .filter((manner) => manner === 'once' || !onlyOnce.includes(holds))
    .map((manner) => ({ law, holds, manner })),
);

describe.each(fleets)('a fleet with singles: %s', (_name, open) => {
  it.each(cases)('keeps to $law ($manner)', async ({ holds, manner }) => {
    await expect(holds(manners[manner](open()))).resolves.toBeUndefined();
  });
});

describe('a faulty fleet with singles', () => {
  it.each(Object.entries(faultyTowardsSingles))(
    'breaks its own law and no other: it %s',
    async (_name, { breaks, make }) => {
      const broken: string[] = [];
      for (const [law, holds] of Object.entries(singlesLaws)) {
        const sound = singlesWorld();
        await holds({ ...sound, fleet: make(sound.fleet, sound) }).catch(() => broken.push(law));
      }
      expect(broken).toEqual([breaks]);
    },
  );

  it('is there for every law', () => {
    const planted = Object.values(faultyTowardsSingles).map(({ breaks }) => breaks);
    expect(planted.toSorted()).toEqual(Object.keys(singlesLaws).toSorted());
  });
});
