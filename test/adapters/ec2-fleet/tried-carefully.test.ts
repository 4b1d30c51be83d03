import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CheckupAws, loadCheckup } from '../../../src/adapters/ec2-fleet/checkup/calls.ts';
import { tryBalancer } from '../../../src/adapters/ec2-fleet/checkup/try-permissions.ts';
import { type Ec2Place, ec2Place } from '../../support/ec2-place.ts';

let place: Ec2Place;
let aws: CheckupAws;
const sent: string[] = [];

beforeEach(async () => {
  sent.length = 0;
  place = await ec2Place();
  const real = await loadCheckup(place.options(place.newWay()), () => undefined);
  aws = {
    ...real,
    async modifyRule(input, how) {
      sent.push(JSON.stringify(input.Actions));
      return real.modifyRule(input, how);
    },
  };
});
afterEach(() => place.close());

const asked = () => place.options(place.newWay());

describe('the rule that users depend on', () => {
  it('is tried with a group that this AWS knows to be none', async () => {
    const { actions, denials } = await tryBalancer(aws, [], asked());
    expect(sent).toEqual([expect.stringContaining('targetgroup/davy-doctor/')]);
    expect([actions.includes('ModifyRule'), denials]).toEqual([true, []]);
  });

  it('is left alone where every group is taken for one', async () => {
    const kind: CheckupAws = {
      ...aws,
      describeTargetHealth: async () => ({ TargetHealthDescriptions: [], $metadata: {} }),
    };
    const { actions } = await tryBalancer(kind, [], asked());
    expect([sent, actions.includes('ModifyRule')]).toEqual([[], false]);
  });

  it('is left alone where nobody can tell', async () => {
    const silent: CheckupAws = {
      ...aws,
      describeTargetHealth: () => Promise.reject(new Error('socket hang up')),
    };
    await tryBalancer(silent, [], asked());
    expect(sent).toEqual([]);
  });
});
