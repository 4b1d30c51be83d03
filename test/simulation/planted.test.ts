import { afterAll, describe, expect, it } from 'vitest';
import { openGarden } from './planted.ts';
import { plants } from './plants/all.ts';
import { liveOne } from './tiers.ts';

const seedsMost = 160;
const { lookFor, close } = openGarden();
afterAll(close);

describe('a planted bug', () => {
  it.each(plants)(
    'is found by the simulation: $name',
    async (plant) => {
      const { near: from, ways } = plant;
      const near = await lookFor(plant, { from, count: 1, ways });
      const found =
        near.seed === null ? await lookFor(plant, { from: 1, count: seedsMost, ways }) : near;
      expect(found).toMatchObject({ name: plant.name, seed: expect.any(Number) as number });
    },
    240_000,
  );

  it('is not seen where none was planted', async () => {
    // Several bugs show in the same history.
    const lived = new Map(plants.map((one) => [`${one.tier} ${one.near} ${one.ways}`, one]));
    for (const { tier, near, ways } of lived.values()) {
      const { violations } = await liveOne(tier, near, ways);
      expect({ tier, near, violations }).toEqual({ tier, near, violations: [] });
    }
  }, 240_000);

  it('fails loudly when the source it is to be planted in has changed', async () => {
    const lost = {
      name: 'lost',
      tier: 'core' as const,
      ways: 'users' as const,
      near: 1,
      cuts: [{ file: 'release/state/verdict.ts', find: 'words that are not there', put: '' }],
    };
    await expect(lookFor(lost, { from: 1, count: 1, ways: 'all' })).rejects.toThrow(
      'holds 0 times what is to be cut',
    );
  });
});
