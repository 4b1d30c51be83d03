import * as laws from './fleet-laws-park.ts';
import type { ParkWorld } from './fleet-laws-park.ts';

/** What every fleet must keep to whose servers come up bare, and that keeps empty ones. */
export const parkLaws: Readonly<Record<string, (world: ParkWorld) => Promise<void>>> = {
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

/** Each law in each manner in which it is tried. */
export const parkCases = Object.entries(parkLaws).flatMap(([law, holds]) =>
  (['once', 'its answer lost', 'twice at once', 'late, after another fence'] as const)
    .filter((manner) => manner === 'once' || !onlyOnce.includes(holds))
    .map((manner) => ({ law, holds, manner })),
);
