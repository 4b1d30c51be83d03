import { describe, expect, it } from 'vitest';
import { parkWorld } from '../support/cloud-fleet.ts';
import { faultyTowardsSpares } from './fleet-plants-park.ts';
import { manners } from './fleet-world.ts';
import { parkCases as cases, parkLaws } from './fleet-park-laws.ts';

/** Every kind of fleet that keeps spares: a new one is one more line. */
const fleets = [['the cloud of the simulation', parkWorld]] as const;

describe.each(fleets)('a fleet that keeps spares: %s', (_name, make) => {
  it.each(cases)('keeps to $law ($manner)', async ({ holds, manner }) => {
    await expect(holds(manners[manner](make()))).resolves.toBeUndefined();
  });
});

describe('a faulty fleet that keeps spares', () => {
  it.each(Object.entries(faultyTowardsSpares))(
    'breaks its own law and no other: it %s',
    async (_name, { breaks, make }) => {
      const broken: string[] = [];
      for (const [law, holds] of Object.entries(parkLaws)) {
        const sound = parkWorld();
        await holds({ ...sound, fleet: make(sound.fleet, sound) }).catch(() => broken.push(law));
      }
      expect(broken).toEqual([breaks]);
    },
  );

  it('is there for every law', () => {
    const planted = Object.values(faultyTowardsSpares).map(({ breaks }) => breaks);
    expect(planted.toSorted()).toEqual(Object.keys(parkLaws).toSorted());
  });
});
