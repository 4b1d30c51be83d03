import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ec2Traffic } from '../support/ec2-worlds.ts';
import { localTraffic } from '../support/local-traffic.ts';
import { trafficWorld } from '../support/traffic-fleet.ts';
import * as laws from './fleet-laws-traffic.ts';
import type { TrafficStore, TrafficWorld } from './fleet-laws-traffic.ts';
import { faultyTowardsTraffic } from './fleet-plants-traffic.ts';
import { manners } from './fleet-world.ts';

// Real processes start here, and a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

/** What every fleet must keep to whose traffic is steered; where users are moved there is none. */
const trafficLaws: Readonly<Record<string, (world: TrafficWorld) => Promise<void>>> = {
  'L4 a server that is opened gets nothing yet': laws.openedGetsNothingYet,
  'L5 steering cuts nobody': laws.steeringCutsNobody,
  'L6 shares steered are shares read back': laws.steeredIsReadBack,
  'L6 shares read back are a whole': laws.shownIsAWhole,
  'L6 shares steered are shares measured': laws.steeredIsMeasured,
  'L6 a split that is no whole is refused': laws.onlyAWholeIsSplit,
  'L6 a share names a version of a release': laws.namedByVersion,
  'L6 traffic is sent to nobody who is shut': laws.nobodyShutIsSteeredTo,
  'L11 an older fence steers nothing': laws.anOlderFenceSteersNothing,
  'an order that was superseded steers nothing': laws.supersededSteersNothing,
};
/** Every kind of fleet that steers traffic: a new one is one more line. */
const fleets: readonly (readonly [string, () => Promise<TrafficStore>])[] = [
  ['in memory', async () => ({ open: async () => trafficWorld(), stop: async () => undefined })],
  ['local', localTraffic],
  ['ec2', async () => ec2Traffic],
];

/** These give fences themselves. */
const onlyOnce = [laws.anOlderFenceSteersNothing, laws.supersededSteersNothing];

const cases = Object.entries(trafficLaws).flatMap(([law, holds]) =>
  (['once', 'its answer lost', 'twice at once', 'late, after another fence'] as const)
    .filter((manner) => manner !== 'late, after another fence' || !onlyOnce.includes(holds))
    .map((manner) => ({ law, holds, manner })),
);

describe.each(fleets)('a fleet that steers traffic: %s', (_name, make) => {
  let store: TrafficStore;
  beforeAll(async () => {
    store = await make();
  });
  afterAll(() => store.stop());

  it.each(cases)('keeps to $law ($manner)', async ({ holds, manner }) => {
    const world = await store.open();
    try {
      await expect(holds(manners[manner](world))).resolves.toBeUndefined();
    } finally {
      await world.close();
    }
  });
});

describe('a faulty fleet that steers traffic', () => {
  it.each(Object.entries(faultyTowardsTraffic))(
    'breaks its own law and no other: it %s',
    async (_name, { breaks, make }) => {
      const broken: string[] = [];
      for (const [law, holds] of Object.entries(trafficLaws)) {
        const sound = trafficWorld();
        await holds({ ...sound, fleet: make(sound.fleet, sound) }).catch(() => broken.push(law));
      }
      expect(broken).toEqual([breaks]);
    },
  );

  it('is there for every law', () => {
    const planted = Object.values(faultyTowardsTraffic).map(({ breaks }) => breaks);
    expect(planted.toSorted()).toEqual(Object.keys(trafficLaws).toSorted());
  });
});
