import { readFileSync } from 'node:fs';
import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { planRun } from '../../../playground/aws/ssm/control.ts';
import { invocationSeen } from '../../../src/adapters/ec2-jobs/seen-run.ts';
import { systemsManagerPlace } from '../../../src/adapters/ec2-jobs/jobs.ts';
import type { JobOrder } from '../../../src/ports/jobs.ts';
import { refused } from '../../contracts/contract.ts';
import { anAws, image, keys } from '../../playground/aws/an-aws.ts';

type Planned = Parameters<typeof planRun>[1]['status'];

const document = 'AWS-RunShellScript';

let aws: Awaited<ReturnType<typeof anAws>>;
let on: string;
let order: JobOrder;
beforeEach(async () => {
  aws = await anAws();
  const tags = [{ Key: 'Role', Value: 'board' }];
  const { Instances = [] } = await aws.ec2.send(
    new RunInstancesCommand({
      MinCount: 1,
      MaxCount: 1,
      ImageId: image,
      TagSpecifications: [{ ResourceType: 'instance', Tags: tags }],
    }),
  );
  on = Instances[0]?.InstanceId ?? '';
  order = {
    id: 'run-1',
    job: 'configure',
    on,
    service: 'board',
    under: 'x',
    turn: 1,
    fence: 1,
    words: {},
  };
  aws.pass(120);
});
afterEach(() => aws.close());

function placeAs(credentials = keys) {
  return systemsManagerPlace({
    work: { kind: 'command', command: ['/opt/board/configure'] },
    account: {
      aws: { region: 'eu-west-1', endpoint: aws.url, credentials },
      role: null,
      now: Date.now,
    },
    visibleMs: 20_000,
    timeoutMs: 60_000,
  });
}

async function runOf(place: ReturnType<typeof placeAs>): Promise<string> {
  const sent = await place.send(order, fetch);
  if (sent.kind !== 'taken') throw new Error(JSON.stringify(sent));
  return sent.run;
}

const plan = (status: Planned, code = 0) =>
  planRun(aws.world, {
    document,
    status,
    code,
    stdout: 'said\n',
    stderr: '',
    seconds: 3,
    times: 1,
  });

describe('a job by Systems Manager', () => {
  it.each<readonly [Planned, number, object]>([
    ['Success', 0, { code: 0, isStopped: false, output: 'said' }],
    ['Failed', 3, { code: 3, isStopped: false, output: 'said' }],
    ['TimedOut', -1, { isStopped: true, isLate: true }],
    ['Undeliverable', -1, { code: 255, output: expect.stringMatching(/did not begin.*Undel/) }],
  ])('that ends with %s %i is said to have ended so', async (status, code, seen) => {
    plan(status, code);
    const place = placeAs();
    const run = await runOf(place);
    aws.pass(120);
    expect(await place.see(run, fetch, order.id)).toMatchObject({ state: 'ended', ...seen });
  });

  it('on a server whose agent has not reported is for later, and nothing was begun', async () => {
    aws.world.management.withoutAgent.add(on);
    const sent = await placeAs().send(order, fetch);
    expect(sent).toMatchObject({ kind: 'later', fault: { unknown: false } });
    expect(sent.kind === 'later' && sent.fault.message).toMatch(
      /beginning configure on i-\w+ \(InvalidInstanceId: .*not in a valid state/,
    );
    expect(aws.world.management.commands.size).toBe(0);
  });

  it('is found by its id among more commands than a page holds', async () => {
    const place = placeAs();
    const run = await runOf(place);
    order = { ...order, id: 'another' };
    for (let other = 0; other < 60; other += 1) await place.send(order, fetch);
    expect(await place.find?.('run-1', aws.world.clock.now(), fetch)).toBe(null);
    aws.pass(2);
    expect(await place.find?.('run-1', aws.world.clock.now(), fetch)).toBe(run);
    expect(await place.find?.('no-such-run', aws.world.clock.now(), fetch)).toBe(null);
  });

  it('names only the ids of servers', async () => {
    for (const wrong of [null, '10.0.0.1', 'i-1; id'])
      expect(await placeAs().send({ ...order, on: wrong }, fetch)).toMatchObject({
        kind: 'refused',
        obstacle: { why: 'not-accepted' },
      });
  });

  it.each([
    ['Delivery Timed Out', { state: 'ended', code: 255 }],
    ['AccessDenied', { state: 'ended', code: 255 }],
    ['Terminated', { state: 'ended', code: 255 }],
    ['Failed', { state: 'ended', code: 1, isStopped: false }],
  ])('reads "%s", whose coarse word says only that it failed', (StatusDetails, seen) => {
    expect(invocationSeen({ Status: 'Failed', StatusDetails, ResponseCode: -1 })).toMatchObject(
      seen,
    );
  });
});

describe('the policy for jobs by Systems Manager', () => {
  const written = readFileSync('deploy/aws/systems-manager.json', 'utf8');
  const own: Readonly<Record<string, string>> = {
    REGION: 'eu-west-1',
    ACCOUNT: '123456789012',
    DOCUMENT_ARN: `arn:aws:ssm:eu-west-1::document/${document}`,
    SELECT_KEY: 'Role',
    SELECT_VALUE: 'board',
  };
  const filled = written.replaceAll(/\b[A-Z]+(?:_[A-Z0-9]+)*\b/g, (word) => own[word] ?? word);
  const statement = z.looseObject({ Action: z.union([z.string(), z.array(z.string())]) });
  const policySchema = z.looseObject({ Statement: z.array(statement) });
  const policy = policySchema.parse(JSON.parse(filled));
  const actionsOf = ({ Action }: z.infer<typeof statement>) => [Action].flat();
  const allowed = [...new Set(policy.Statement.flatMap(actionsOf))].toSorted();

  /** All that a job does, with this policy alone. */
  async function wholeJob(of: object): Promise<void> {
    const davy = { accessKeyId: 'AKIADAVY', secretAccessKey: 'secret-of-davy' };
    await aws.control('things', {
      users: [
        { name: 'davy', keyId: davy.accessKeyId, secret: davy.secretAccessKey, policies: [of] },
      ],
    });
    const place = placeAs(davy);
    const run = await runOf(place);
    aws.pass(2);
    await place.find?.(order.id, aws.world.clock.now(), fetch);
    await place.see(run, fetch, order.id);
    await place.cancel?.(run, fetch);
    expect(await place.check(fetch)).toBeNull();
  }

  it('names each call that is made, and no other', () => {
    const calls = readFileSync('src/adapters/ec2-jobs/systems-manager.ts', 'utf8').matchAll(
      /new sdk\.(\w+)Command\(/g,
    );
    expect(allowed).toEqual([...calls].map(([, name = '']) => `ssm:${name}`).toSorted());
  });

  it('is enough for a whole job, and leaves no word that nobody explains', async () => {
    await expect(wholeJob(policy)).resolves.toBeUndefined();
    const docs = readFileSync('docs/ec2.md', 'utf8');
    for (const word of Object.keys(own)) {
      expect(written).toContain(word);
      expect(docs).toContain(`\`${word}\``);
    }
  });

  it.each(allowed)('is not enough without %s', async (action) => {
    const Statement = policy.Statement.flatMap((one) => {
      const Action = actionsOf(one).filter((other) => other !== action);
      return Action.length > 0 ? [{ ...one, Action }] : [];
    });
    await expect(wholeJob({ ...policy, Statement })).rejects.toThrow(/AccessDenied/);
  });

  it.each([
    ...allowed.map((action) => [action, { on: action }] as const),
    ['ssm:SendCommand', { Sid: 'RunTheDocument' }] as const,
    ['ssm:SendCommand', { Sid: 'OnServersOfTheLine' }] as const,
  ])('lacks %s for who is asked beforehand, and nothing is run: %j', async (action, what) => {
    const Statement = policy.Statement.flatMap((one) => {
      if ('Sid' in what && one['Sid'] === what.Sid) return [];
      const Action = actionsOf(one).filter((other) => !('on' in what) || other !== action);
      return Action.length > 0 ? [{ ...one, Action }] : [];
    });
    const davy = { accessKeyId: 'AKIADAVY', secretAccessKey: 'secret-of-davy' };
    await aws.control('things', {
      users: [
        {
          name: 'davy',
          keyId: davy.accessKeyId,
          secret: davy.secretAccessKey,
          policies: [{ ...policy, Statement }],
        },
      ],
    });
    const found = await placeAs(davy).check(fetch, on);
    expect(found).toMatchObject({ why: 'token-refused' });
    expect(found?.detail.match(/AWS lacks \S+/g)).toEqual([`AWS lacks ${action}`]);
    expect(found?.detail).toContain('deploy/aws/systems-manager.json');
    expect(aws.world.management.commands.size).toBe(0);
  });

  it('is enough for all that is tried beforehand, by which nothing is run', async () => {
    await wholeJob(policy);
    const before = aws.world.management.commands.size;
    expect(await placeAs().check(fetch, on)).toBeNull();
    expect(aws.world.management.commands.size).toBe(before);
  });

  it('lets nobody run anything on servers of another service', async () => {
    const server = aws.world.compute.instances.get(on);
    server?.tags.set('Role', 'accounts');
    const fault = await wholeJob(policy).catch((cause: unknown) => String(cause));
    expect(fault).toMatch(/token-refused.*AccessDenied/);
    expect(aws.world.management.commands.size).toBe(0);
    await refused(placeAs({ ...keys, secretAccessKey: 'wrong' }).see('x/y', fetch, 'x'));
  });
});
