import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { cloudStore } from '../support/cloud-fleet.ts';
import { localStore } from '../support/local-fleet-world.ts';
import { fleetLaws } from './fleet-laws.ts';
import { faultyTowardsServers } from './fleet-plants-servers.ts';
import { faultyTowardsUsers } from './fleet-plants-users.ts';
import { type FleetStore, type FleetWorld, manners } from './fleet-world.ts';

// Real processes start here, and a busy machine may take its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

/** Every kind of fleet there is: a new one is one more line. */
const fleets: readonly (readonly [string, () => Promise<FleetStore>])[] = [
  ['the cloud of the simulation', cloudStore],
  ['local', localStore],
];

const faultyFleets = { ...faultyTowardsServers, ...faultyTowardsUsers };
const cases = Object.entries(fleetLaws).flatMap(([law, { holds, manners }]) =>
  manners.map((manner) => ({ law, holds, manner })),
);

describe.each(fleets)('a fleet: %s', (_name, make) => {
  let store: FleetStore;
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

describe('a faulty fleet', () => {
  it.each(Object.entries(faultyFleets))(
    'breaks its own law and no other: it %s',
    async (_name, { breaks, make }) => {
      const store = await cloudStore();
      const broken: string[] = [];
      for (const [law, { holds }] of Object.entries(fleetLaws)) {
        const sound = await store.open();
        const world: FleetWorld = { ...sound, fleet: make(sound.fleet, sound) };
        await holds(world).catch(() => broken.push(law));
      }
      expect(broken).toEqual([breaks]);
    },
  );

  it('is there for every law', () => {
    const planted = new Set(Object.values(faultyFleets).map(({ breaks }) => breaks));
    expect([...planted].toSorted()).toEqual(Object.keys(fleetLaws).toSorted());
  });
});
