import type { Things } from '../aws/things.ts';
import type { Repository } from '../repository/create.ts';
import type { Sample } from '../sample.ts';
import { account, amiOf, davyKey, listener } from './names.ts';
import { policyOfDavy } from './policy.ts';

/**
 * What stands in the account before Davy comes: an AMI for each build, a template that says type
 * and profile, two subnets, and a load balancer whose rule sends all to the first target group.
 */
export function thingsOf({ older, live, builds }: Repository, sample: Sample): Things {
  const waits = { 'deregistration_delay.timeout_seconds': '20' } as const;
  return {
    images: [...older, live, ...builds].map((build) => ({
      id: amiOf(build),
      name: `${sample}-${build.version}`,
      tags: {
        [account.versionTag]: build.version,
        // What the local AWS starts in the place of this image.
        'playground:service': sample,
        'playground:image': build.image,
      },
    })),
    subnets: account.subnets.map((id, at) => ({ id, zone: account.zones[at] ?? '' })),
    templates: [
      {
        id: account.template,
        name: sample,
        versions: [
          {
            type: 'c6i.large',
            profile: `arn:aws:iam::${account.id}:instance-profile/${account.profile}`,
          },
        ],
      },
    ],
    groups: [...account.groups, account.waiting].map((name) => ({
      name,
      intervalSeconds: 5,
      attributes: waits,
    })),
    balancers: [
      {
        name: listener.balancer,
        default: { blue: 1 },
        rules: [{ priority: listener.priority, forward: { blue: 1 } }],
      },
    ],
    users: [
      {
        name: 'davy',
        keyId: davyKey.id,
        secret: davyKey.secret,
        policies: [policyOfDavy(sample)],
      },
    ],
  };
}
