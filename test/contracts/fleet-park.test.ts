import { describe, expect, it } from 'vitest';
import { parkWorld } from '../support/cloud-fleet.ts';
import * as laws from './fleet-laws-park.ts';
import type { ParkWorld } from './fleet-laws-park.ts';
import { faultyTowardsSpares } from './fleet-plants-park.ts';
import { manners } from './fleet-world.ts';

/** What every fleet must keep to whose servers come up bare, and that keeps empty ones. */
const parkLaws: Readonly<Record<string, (world: ParkWorld) => Promise<void>>> = {
  'L1 and L3 a spare takes its slot once, and bears its names': laws.spareTakesItsSlot,
  'L4 nobody reaches a server before it is prepared': laws.unreachedBeforePrepared,
  'L8 what must stay is not stopped either': laws.whatMustStayIsNotParked,
  'L11 an older fence prepares nothing': laws.anOlderFencePreparesNothing,
  'L13 what no look shows is found': laws.hiddenIsFound,
  'a server is prepared once, and starting then': laws.preparedOnce,
  'one whose configuration failed is unhealthy': laws.failedIsUnhealthy,
  'no spare is in two hands': laws.neverInTwoHands,
  'what is refused for certain is named, and the rest is begun': laws.refusedByName,
  'a spare that does not start is named, and free again': laws.deadSpareIsNamed,
  'a lost answer is never told as a refusal': laws.lostIsNotRefused,
  'what is parked is a spare, and can be taken by another': laws.parkedIsASpare,
  'an order that was superseded prepares nothing': laws.supersededPreparesNothing,
};
/** These give fences or lose answers themselves. */
const onlyOnce = [laws.anOlderFencePreparesNothing, laws.lostIsNotRefused];

/** Every kind of fleet that keeps spares: a new one is one more line. */
const fleets = [['the cloud of the simulation', parkWorld]] as const;

const cases = Object.entries(parkLaws).flatMap(([law, holds]) =>
  (['once', 'its answer lost', 'twice at once', 'late, after another fence'] as const)
    .filter((manner) => manner === 'once' || !onlyOnce.includes(holds))
    .map((manner) => ({ law, holds, manner })),
);

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
