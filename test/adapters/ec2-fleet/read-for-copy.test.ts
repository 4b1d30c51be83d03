import { expect, it } from 'vitest';
import { readForCopy } from '../../../src/adapters/ec2-fleet/scaling/copyable.ts';

const shown = {
  AutoScalingGroupName: 'web',
  MinSize: 2,
  MaxSize: 6,
  DesiredCapacity: 2,
  DefaultCooldown: 300,
  AvailabilityZones: ['eu-west-1a'],
  HealthCheckType: 'ELB',
  CreatedTime: new Date(0),
};
const web = {
  name: 'web',
  min: 2,
  max: 6,
  desired: 2,
  members: [],
  suspended: [],
  tags: {},
  shown,
};
const $metadata = {};

it('reads all of a group that a copy would have to have, however AWS cuts its lists', async () => {
  const seen = await readForCopy(
    {
      describePolicies: async (_, { NextToken }) =>
        NextToken === undefined
          ? { $metadata, ScalingPolicies: [{ PolicyName: 'load' }], NextToken: 'more' }
          : { $metadata, ScalingPolicies: [{ PolicyName: 'at night' }] },
      describeLifecycleHooks: async () => ({ $metadata }),
      // A page may be empty although something follows.
      describeScheduledActions: async (_, { NextToken }) =>
        NextToken === undefined
          ? { $metadata, ScheduledUpdateGroupActions: [], NextToken: 'more' }
          : { $metadata, ScheduledUpdateGroupActions: [{ ScheduledActionName: 'weekend' }] },
    },
    web,
  );
  expect(seen.policies.map(({ PolicyName }) => PolicyName)).toEqual(['load', 'at night']);
  expect(seen.scheduled).toEqual(['weekend']);
});
