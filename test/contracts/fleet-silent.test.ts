import { describe, expect, it } from 'vitest';
import { silentWorld } from '../support/cloud-fleet.ts';
import * as laws from './fleet-laws-silent.ts';
import type { SilentWorld } from './fleet-laws-silent.ts';
import { faultyTowardsSilence } from './fleet-plants-silent.ts';
import { manners } from './fleet-world.ts';

/** What every fleet must keep to of which a part can fall silent while the others answer. */
const silentLaws: Readonly<Record<string, (world: SilentWorld) => Promise<void>>> = {
  'L10 a part that does not answer is unknown': laws.silentIsUnknown,
  'L10 a call to a part that does not answer is not done': laws.silentIsNotDone,
  'calls to the others go on': laws.othersGoOn,
  'L13 what does not answer is found': laws.silentIsFound,
};

/** Every kind of fleet that has such parts: a new one is one more line. */
const fleets = [['the cloud of the simulation', silentWorld]] as const;

const cases = Object.entries(silentLaws).flatMap(([law, holds]) =>
  (['once', 'its answer lost', 'twice at once'] as const).map((manner) => ({
    law,
    holds,
    manner,
  })),
);

describe.each(fleets)('a fleet of several parts: %s', (_name, make) => {
  it.each(cases)('keeps to $law ($manner)', async ({ holds, manner }) => {
    await expect(holds(manners[manner](make()))).resolves.toBeUndefined();
  });
});

describe('a faulty fleet of several parts', () => {
  it.each(Object.entries(faultyTowardsSilence))(
    'breaks its own law and no other: it %s',
    async (_name, { breaks, make }) => {
      const broken: string[] = [];
      for (const [law, holds] of Object.entries(silentLaws)) {
        const sound = silentWorld();
        await holds({ ...sound, fleet: make(sound.fleet, sound) }).catch(() => broken.push(law));
      }
      expect(broken).toEqual([breaks]);
    },
  );

  it('is there for every law', () => {
    const planted = new Set(Object.values(faultyTowardsSilence).map(({ breaks }) => breaks));
    expect([...planted].toSorted()).toEqual(Object.keys(silentLaws).toSorted());
  });
});
