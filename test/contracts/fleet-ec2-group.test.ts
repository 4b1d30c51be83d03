import { describe, expect, it, vi } from 'vitest';
import { openEc2Grouped } from '../support/ec2-scaling.ts';
import { fleetLaws } from './fleet-laws.ts';
import { type Manner, manners } from './fleet-world.ts';
import { ofUsersAlone } from './fleet-laws-users.ts';

// Every call is signed, sent and read by the real SDK.
vi.setConfig({ testTimeout: 60_000 });

/** What a group stands in the way of is tried in the manners in which its calls may be repeated. */
const isOfGroups = (law: string) => /retired|destroys|on its way out/.test(law);
const repeated: readonly Manner[] = ['once', 'its answer lost', 'twice at once'];
const cases = Object.entries(fleetLaws)
  .filter(([law]) => !ofUsersAlone.includes(law))
  .flatMap(([law, { holds, manners: all }]) =>
    (isOfGroups(law) ? all.filter((one) => repeated.includes(one)) : all.slice(0, 1)).map(
      (manner) => ({ law, holds, manner }),
    ),
  );

describe('the fleet on EC2 whose servers belong to Auto Scaling groups', () => {
  it.each(cases)('keeps to $law ($manner)', async ({ holds, manner }) => {
    const world = await openEc2Grouped();
    try {
      await expect(holds(manners[manner](world))).resolves.toBeUndefined();
    } finally {
      await world.close();
    }
  });
});
