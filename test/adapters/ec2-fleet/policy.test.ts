import { readFileSync } from 'node:fs';
import { AddTagsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { ec2Fleet } from '../../../src/adapters/ec2-fleet/fleet.ts';
import { orderFor } from '../../contracts/fleet-world.ts';
import { refused } from '../../contracts/contract.ts';
import { template } from '../../playground/aws/an-aws.ts';
import { ec2Build, ec2Place, groups, images, rule, waiting } from '../../support/ec2-place.ts';

vi.setConfig({ testTimeout: 60_000 });

const own: Readonly<Record<string, string>> = {
  REGION: 'eu-west-1',
  ACCOUNT: '123456789012',
  LINE: 'board',
  TEMPLATE: template,
  SERVER_ROLE: 'board-server',
  SELECT_KEY: 'Role',
  SELECT_VALUE: 'board',
  RULE_ARN: rule,
  GROUP_ARN_1: groups[0] ?? '',
  GROUP_ARN_2: groups[1] ?? '',
  GROUP_ARN_3: groups[2] ?? '',
  WAITING_ARN: waiting,
};
const written = readFileSync('deploy/aws/policy.json', 'utf8');
const filled = written.replaceAll(/\b[A-Z]+(?:_[A-Z0-9]+)*\b/g, (word) => own[word] ?? word);
const statement = z.looseObject({ Action: z.union([z.string(), z.array(z.string())]) });
const policySchema = z.looseObject({ Statement: z.array(statement) });
const policy = policySchema.parse(JSON.parse(filled));
const actionsOf = ({ Action }: z.infer<typeof statement>) => [Action].flat();
const allowed = [...new Set(policy.Statement.flatMap(actionsOf))].toSorted();

/** The same policy, which says nothing of one action. */
function without(action: string) {
  return {
    ...policy,
    Statement: policy.Statement.flatMap((one) => {
      const Action = actionsOf(one).filter((other) => other !== action);
      return Action.length > 0 ? [{ ...one, Action }] : [];
    }),
  };
}

/** Everything a release does from its launch to the end of a server, with this policy alone. */
async function release(of: object): Promise<void> {
  const place = await ec2Place();
  const davy = { accessKeyId: 'AKIADAVY', secretAccessKey: 'secret-of-davy' };
  try {
    await place.control('things', {
      users: [
        { name: 'davy', keyId: davy.accessKeyId, secret: davy.secretAccessKey, policies: [of] },
      ],
      templates: [
        {
          id: template,
          name: 'board',
          versions: [
            {
              type: 'c6i.large',
              profile: 'arn:aws:iam::123456789012:instance-profile/board-server',
            },
          ],
        },
      ],
    });
    const options = place.options(place.newWay());
    const fleet = ec2Fleet({ ...options, aws: { ...options.aws, credentials: davy } });
    const olds = await place.start({ Role: 'board' }, images.old, 2);
    await place.register(groups[0] ?? '', olds);
    const spares = await place.start({ Role: 'board', 'davy:spare': 'yes' }, images.fresh);
    await place.stop(spares);
    await rememberManyFences(place);
    const order = orderFor('board', 'rel_1');
    const build = ec2Build('1.42.0', images.fresh);
    const side = { release: 'rel_1', version: '1.42.0' };
    await fleet.imageState('board', images.fresh);
    await fleet.launch(order, {
      build,
      orders: [{ base: 0, n: 1, attempt: 0 }],
      spares: spares.map((id) => ({ slot: 1, id })),
    });
    place.pass(60);
    const strays = await fleet.strays('board');
    const id = strays.map((one) => one.id).find((one) => !spares.includes(one)) ?? '';
    await fleet.prepare(order, { build, ids: [id] });
    place.pass(60);
    await fleet.admit(order, [id]);
    place.pass(60);
    await fleet.steer(order, [{ ...side, share: 1 }]);
    await fleet.close(order, olds);
    await fleet.protect(order, olds, false);
    await fleet.retire(order, olds.slice(1), 'park');
    await fleet.retire(order, olds.slice(0, 1), 'destroy');
    expect((await fleet.observe('board')).servers.find((one) => one.id === id)).toMatchObject({
      state: 'ready',
      share: 1,
    });
  } finally {
    await place.close();
  }
}

async function rememberManyFences({ elb }: Awaited<ReturnType<typeof ec2Place>>): Promise<void> {
  const Tags = Array.from({ length: 25 }, (_, turn) => ({
    Key: `davy:fence:rel_0${turn}`,
    Value: `${turn}/1`,
  }));
  await elb.send(new AddTagsCommand({ ResourceArns: [rule], Tags }));
}

function callsIn(file: string): readonly string[] {
  const made = readFileSync(file, 'utf8').matchAll(/new (\w+)\.(\w+)Command\(/g);
  return [...made].map(([, , name = '']) => name);
}

/** What only a look beforehand needs is missed by no release. */
const lookedAt = policy.Statement.filter(({ Sid }) => Sid === 'LookBeforeARelease').flatMap(
  actionsOf,
);
const released = allowed.filter((action) => !lookedAt.includes(action));

describe('the policy for a fleet on EC2', () => {
  it('names each call that the fleet and its checkup make, and no other', () => {
    const calls = ['aws.ts', 'checkup/calls.ts'].flatMap((file) =>
      callsIn(`src/adapters/ec2-fleet/${file}`),
    );
    // Whoever launches with a profile hands its role over: no call, and asked about all the same.
    const called = [...calls, 'PassRole'].toSorted();
    expect(allowed.map((action) => action.split(':')[1] ?? '').toSorted()).toEqual(called);
  });

  it('leaves no word to be filled in that nobody explains', () => {
    const docs = readFileSync('docs/ec2.md', 'utf8');
    for (const word of Object.keys(own)) {
      expect(written).toContain(word);
      expect(docs).toContain(`\`${word}\``);
    }
  });

  it('is enough for a whole release', async () => {
    await expect(release(policy)).resolves.toBeUndefined();
  });

  it.each(released)('is not enough without %s', async (action) => {
    const fault = await refused(release(without(action)));
    expect(fault.message).toMatch(/\((UnauthorizedOperation|AccessDenied)\w*: /);
    expect(fault.unknown).toBe(false);
  });

  it('lets nobody end servers of another service', async () => {
    const place = await ec2Place();
    const [foreign = ''] = await place.start({ Role: 'accounts' }, images.old);
    const davy = { accessKeyId: 'AKIADAVY', secretAccessKey: 'secret-of-davy' };
    await place.control('things', {
      users: [
        { name: 'davy', keyId: davy.accessKeyId, secret: davy.secretAccessKey, policies: [policy] },
      ],
    });
    const options = place.options(place.newWay());
    // Even a fleet that takes all servers for its own.
    const greedy = ec2Fleet({
      ...options,
      select: { Role: 'accounts' },
      aws: { ...options.aws, credentials: davy },
    });
    const order = orderFor('board', 'rel_1');
    expect((await refused(greedy.protect(order, [foreign], false))).message).toMatch(/Unauth/);
    expect(place.isRunning(foreign)).toBe(true);
    await place.close();
  });
});
