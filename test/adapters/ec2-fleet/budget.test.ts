import { afterEach, describe, expect, it } from 'vitest';
import { callBudget } from '../../../src/adapters/ec2-fleet/budget.ts';
import { ec2Fleet } from '../../../src/adapters/ec2-fleet/fleet.ts';
import { PutOff } from '../../../src/ports/errors.ts';
import { refused } from '../../contracts/contract.ts';
import { type Ec2Place, ec2Place, images } from '../../support/ec2-place.ts';

describe('a budget of calls', () => {
  it('fills as time goes by, and no further than it was', () => {
    let now = 0;
    const budget = callBudget(5, () => now);
    expect(budget.waitMs(4)).toBe(0);
    for (let call = 0; call < 10; call += 1) budget.spend();
    expect(budget.waitMs(4)).toBe(800);
    now = 800;
    expect(budget.waitMs(4)).toBe(0);
    now = 3_600_000;
    for (let call = 0; call < 10; call += 1) budget.spend();
    expect(budget.waitMs(1)).toBe(200);
  });

  it('is half as much for a minute after AWS said "not so often"', () => {
    let now = 0;
    const budget = callBudget(4, () => now);
    budget.slowDown();
    for (let call = 0; call < 8; call += 1) budget.spend();
    expect(budget.waitMs(0)).toBeGreaterThan(0);
    now = 60_000;
    for (let call = 0; call < 8; call += 1) budget.spend();
    expect(budget.waitMs(4)).toBe(1_000);
  });

  it('is whole once more than it ever gathers is asked for', () => {
    expect(callBudget(1, () => 0).waitMs(4)).toBe(0);
  });
});

describe('a look at a fleet on EC2 whose account has no calls left', () => {
  let place: Ec2Place;
  afterEach(() => place.close());

  it('is put off, but never one for a way back, nor an order', async () => {
    place = await ec2Place();
    const ids = await place.start({ Role: 'board' }, images.old);
    const way = place.newWay();
    const budget = callBudget(5, () => 0);
    const fleet = ec2Fleet({ ...place.options(way), budget });
    for (let call = 0; call < 12; call += 1) budget.spend();
    const fault = await refused(fleet.observe('board'));
    expect(fault).toBeInstanceOf(PutOff);
    expect(fault.message).toMatch(/put off, because its account has no calls left for 1200 ms/);
    expect([fault.unknown, way.calls()]).toEqual([false, 0]);
    expect((await fleet.observe('board', true)).servers).toHaveLength(ids.length);
    expect(await fleet.imageState('board', images.old)).toBe('ready');
  });

  it('waits where it is soon its turn, and what others call counts', async () => {
    place = await ec2Place();
    await place.start({ Role: 'board' }, images.old);
    let now = 0;
    const budget = callBudget(5, () => now);
    const both = [place.newWay(), place.newWay()].map((way) => ({
      way,
      fleet: ec2Fleet({ ...place.options(way), budget }),
    }));
    for (const { fleet } of both) await fleet.observe('board');
    const spent = both.reduce((sum, { way }) => sum + way.calls(), 0);
    expect(budget.waitMs(10)).toBe(spent * 200);
    now = 60_000;
    for (let call = 0; call < 7; call += 1) budget.spend();
    const begun = performance.now();
    await both[0]?.fleet.observe('board');
    expect(performance.now() - begun).toBeGreaterThan(190);
  });

  it('is told by AWS itself to call less often', async () => {
    place = await ec2Place();
    const way = place.newWay();
    const budget = callBudget(5, () => 0);
    const fleet = ec2Fleet({ ...place.options(way), budget });
    way.trouble('ec2', 'throttled');
    await refused(fleet.observe('board'));
    for (let call = 0; call < 5; call += 1) budget.spend();
    expect(budget.waitMs(1)).toBe(400);
  });
});
