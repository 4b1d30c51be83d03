import { describe, expect, it, vi } from 'vitest';
import { openEc2, openEc2Configured, openEc2Park, openEc2Users } from '../support/ec2-worlds.ts';
import { fleetLaws } from './fleet-laws.ts';
import { ofUsersAlone } from './fleet-laws-users.ts';
import { parkCases } from './fleet-park-laws.ts';
import { manners } from './fleet-world.ts';

// Every call is signed, sent and read by the real SDK.
vi.setConfig({ testTimeout: 60_000 });

const all = Object.entries(fleetLaws).flatMap(([law, { holds, manners: tried }]) =>
  tried.map((manner) => ({ law, holds, manner })),
);
const cases = all.filter(({ law }) => !ofUsersAlone.includes(law));

describe('the fleet on EC2 that hands users over', () => {
  it.each(all)('keeps to $law ($manner)', async ({ holds, manner }) => {
    const world = await openEc2Users();
    try {
      await expect(holds(manners[manner](world))).resolves.toBeUndefined();
    } finally {
      await world.close();
    }
  });
});

describe('the fleet on EC2 that shares out traffic', () => {
  it.each(cases)('keeps to $law ($manner)', async ({ holds, manner }) => {
    const world = await openEc2({ prepares: true });
    try {
      await expect(holds(manners[manner](world))).resolves.toBeUndefined();
    } finally {
      await world.close();
    }
  });

  it('leaves out only laws that there are', () => {
    expect(ofUsersAlone.filter((law) => !(law in fleetLaws))).toEqual([]);
  });
});

describe.each([
  ['checked by the balancer', openEc2Park],
  ['configured by a job', openEc2Configured],
])('the fleet on EC2, whose servers come up bare and are kept: %s', (_name, open) => {
  it.each(parkCases)('keeps to $law ($manner)', async ({ holds, manner }) => {
    const world = await open();
    try {
      await expect(holds(manners[manner](world))).resolves.toBeUndefined();
    } finally {
      await world.close();
    }
  });
});
