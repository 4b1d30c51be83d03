import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callBudget } from '../../../src/adapters/ec2-fleet/budget.ts';
import { ec2Fleet } from '../../../src/adapters/ec2-fleet/fleet.ts';
import { PutOff } from '../../../src/ports/errors.ts';
import { type Ec2Place, ec2Place } from '../../support/ec2-place.ts';
import { makeImage } from '../../support/ec2-worlds.ts';

const tags = { Role: 'board', releaseVersion: '1.44.0' };
const wanted = [{ version: '1.44.0', tags }];

let place: Ec2Place;
beforeEach(async () => {
  place = await ec2Place();
});
afterEach(() => place.close());

describe('images looked for by their tags', () => {
  it('are none that is deprecated, however new', async () => {
    const fleet = place.replica(place.newWay());
    const now = place.world.clock.now();
    const image = makeImage(place, tags, 'available', now + 3_600_000);
    place.pass(1);
    makeImage(place, tags, 'available', now);
    const found = [{ version: '1.44.0', image, among: 1 }];
    expect(await fleet.findImages('board', wanted)).toEqual(found);
    place.pass(3_600);
    expect(await fleet.findImages('board', wanted)).toEqual([]);
  });

  it('cost one call for all, and none where the account has none left', async () => {
    const way = place.newWay();
    const many = Array.from({ length: 50 }, (_, i) => ({
      version: `2.${i}.0`,
      tags: { ...tags, releaseVersion: `2.${i}.0`, Commit: String(i).padStart(40, 'a') },
    }));
    await place.replica(way).findImages('board', many);
    expect(way.calls()).toBe(1);
    const spent = callBudget(1, () => place.world.clock.now());
    for (let calls = 0; calls < 100; calls += 1) spent.spend();
    const poor = ec2Fleet({ ...place.options(way), budget: spent });
    await expect(poor.findImages('board', many)).rejects.toThrow(PutOff);
    expect(way.calls()).toBe(1);
  });
});
