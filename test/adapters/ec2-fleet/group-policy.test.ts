import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ec2Checkup } from '../../../src/adapters/ec2-fleet/checkup/checkup.ts';
import { loadCheckup } from '../../../src/adapters/ec2-fleet/checkup/calls.ts';
import { permissionFindings } from '../../../src/adapters/ec2-fleet/checkup/permissions.ts';
import { lookAtScaling } from '../../../src/adapters/ec2-fleet/checkup/scaling.ts';
import { scalingStatements } from '../../../src/adapters/ec2-fleet/checkup/try-scaling.ts';
import { ec2Fleet } from '../../../src/adapters/ec2-fleet/fleet.ts';
import { orderFor } from '../../contracts/fleet-world.ts';
import { template } from '../../playground/aws/an-aws.ts';
import { ec2Build, type Ec2Place, ec2Place, images } from '../../support/ec2-place.ts';
import { startWeb } from '../../support/ec2-scaling.ts';
import { shippedPolicy } from '../../support/healthy-team.ts';

const own: Readonly<Record<string, string>> = {
  REGION: 'eu-west-1',
  ACCOUNT: '123456789012',
  TEMPLATE: template,
  SCALING_GROUP: 'web',
};
const written = readFileSync('deploy/aws/auto-scaling.json', 'utf8');
const statement = z.looseObject({
  Sid: z.string(),
  Action: z.union([z.string(), z.array(z.string())]),
});
const policy = z
  .looseObject({ Statement: z.array(statement) })
  .parse(JSON.parse(written.replaceAll(/\b[A-Z]+(?:_[A-Z0-9]+)*\b/g, (word) => own[word] ?? word)));
const actionsOf = ({ Action }: z.infer<typeof statement>) => [Action].flat();
const allowed = [...new Set(policy.Statement.flatMap(actionsOf))].toSorted();
const davy = { accessKeyId: 'AKIADAVY', secretAccessKey: 'secret-of-davy' };

/** The same policy, which says nothing of one action. */
function without(action: string) {
  const Statement = policy.Statement.flatMap((one) => {
    const Action = actionsOf(one).filter((other) => other !== action);
    return Action.length > 0 ? [{ ...one, Action }] : [];
  });
  return { ...policy, Statement };
}

let place: Ec2Place;
let olds: readonly string[];
beforeEach(async () => {
  place = await ec2Place({ group: { copy: 'web' } });
  olds = await startWeb(place, {
    Tags: [{ Key: 'Role', Value: 'board', PropagateAtLaunch: true }],
  });
});
afterEach(() => place.close());

const allow = (scaling: object) =>
  place.control('things', {
    users: [
      {
        name: 'davy',
        keyId: davy.accessKeyId,
        secret: davy.secretAccessKey,
        policies: [JSON.parse(shippedPolicy), scaling],
      },
    ],
  });

function asDavy() {
  const options = place.options(place.newWay());
  return { ...options, aws: { ...options.aws, credentials: davy } };
}

describe('the policy for a fleet of an Auto Scaling group', () => {
  it('names each call for groups, and no other', () => {
    const file = readFileSync('src/adapters/ec2-fleet/scaling/calls.ts', 'utf8');
    const calls = [...file.matchAll(/new \w+\.(\w+)Command\(/g)].map(([, name = '']) => name);
    // Whoever lets a group launch from a template must be allowed to.
    const names = allowed.map((action) => action.split(':')[1] ?? '');
    expect(names.toSorted()).toEqual([...calls, 'RunInstances'].toSorted());
    expect(Object.keys(scalingStatements).toSorted()).toEqual(
      allowed.filter((action) => action !== 'ec2:RunInstances'),
    );
    for (const [action, sid] of Object.entries(scalingStatements))
      expect(policy.Statement.filter(({ Sid }) => Sid === sid).flatMap(actionsOf)).toContain(
        action,
      );
    const docs = readFileSync('docs/ec2.md', 'utf8');
    for (const word of Object.keys(own)) expect(docs).toContain(`\`${word}\``);
  });

  it('is enough for two releases, and each of its actions is needed', async () => {
    await allow(policy);
    const fleet = ec2Fleet(asDavy());
    const line = orderFor('board', 'board');
    let before = olds;
    for (const [release, version, image] of [
      ['rel_1', '1.42.0', images.fresh],
      ['rel_2', '1.43.0', images.spare],
      ['rel_3', '1.44.0', images.old],
    ] as const) {
      const order = orderFor('board', release);
      const build = ec2Build(version, image);
      const orders = [{ base: 0, n: 2, attempt: 0 }];
      await fleet.launch(order, { build, orders, spares: [] });
      place.pass(60);
      const ids = (await fleet.observe('board')).servers.flatMap((one) =>
        one.release === release ? [one.id] : [],
      );
      await fleet.prepare(order, { build, ids });
      place.pass(60);
      await fleet.admit(order, ids);
      place.pass(60);
      await fleet.letScale?.(order, false);
      await fleet.steer(order, [{ release, version, share: 1 }]);
      await fleet.close(order, before);
      await fleet.protect(order, before, false);
      for (let part = 0; part < 4; part += 1) await fleet.retire(order, before, 'destroy');
      await fleet.letScale?.(line, true);
      place.pass(60);
      before = ids;
    }
    const calls = z
      .array(z.looseObject({ api: z.string(), caller: z.string(), outcome: z.string() }))
      .parse(await place.control('journal'));
    const made = calls.filter(
      ({ caller, outcome }) => caller.endsWith('/davy') && outcome === 'ok',
    );
    expect(allowed.filter((action) => !made.some(({ api }) => api === action))).toEqual([]);
  });
});

describe('the doctor, of Auto Scaling groups', () => {
  const ills = async () => {
    const beside = { batchMs: 60_000, counts: false, imageTags: null };
    const { findings } = await ec2Checkup(asDavy(), 'board', beside);
    return findings.filter(({ todo }) => todo !== null);
  };
  const stands = () =>
    JSON.stringify(
      [...place.world.scaling.groups.values()].map((one) => [
        { ...one, members: [...one.members.keys()] },
        [...one.tags],
        [...one.suspended],
        [...one.policies.keys()],
      ]),
    );

  const missing = async () => {
    const options = asDavy();
    const aws = await loadCheckup(options, () => undefined);
    const { denials } = await lookAtScaling(aws, 'board', [], options);
    return permissionFindings(denials, 0);
  };

  it('says in one line which action is missing, and leaves nothing behind', async () => {
    const before = stands();
    await allow(policy);
    expect(await ills()).toEqual([]);
    for (const action of allowed) {
      place.pass(60);
      await allow(without(action));
      const statementOf = scalingStatements[action] ?? 'LetGroupsLaunchFromIt';
      expect(await missing()).toEqual([
        {
          what: expect.stringMatching(`^Davy may not ${action} \\(on `),
          todo: expect.stringMatching(
            `^Add "${action}" on .* ${statementOf} of .* deploy/aws/auto-scaling\\.json has it`,
          ),
        },
      ]);
    }
    expect(stands()).toBe(before);
    expect(place.world.compute.templates.get(template)?.versions).toHaveLength(2);
  });

  it('names a group that is gone, one that somebody else manages, and one of nobody', async () => {
    await allow(policy);
    const { groups } = place.world.scaling;
    const web = groups.get('web');
    if (web === undefined) throw new Error('there is no group');
    web.tags.set('eks:nodegroup-name', { value: 'web', propagate: false });
    expect(await ills()).toEqual([
      {
        what: 'the Auto Scaling group web is managed by Amazon EKS',
        todo: expect.stringMatching(/^Release through Amazon EKS/),
      },
    ]);
    groups.delete('web');
    place.pass(60);
    expect(await ills()).toEqual([
      {
        what: 'there is no Auto Scaling group web',
        todo: expect.stringMatching(/fleet\.group\.copy of davy\.yml$/),
      },
    ]);
    groups.set('web', { ...web, tags: new Map() });
    for (const id of olds)
      place.world.compute.instances.get(id)?.tags.set('aws:autoscaling:groupName', 'shop');
    place.pass(60);
    expect(await ills()).toEqual([
      {
        what: 'servers belong to the Auto Scaling group shop, so none of them is moved',
        todo: 'Detach them from shop, or write group: { copy: shop } into the fleet of davy.yml',
      },
    ]);
  });
});
