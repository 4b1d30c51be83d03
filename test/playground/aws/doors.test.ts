import { DescribeInstancesCommand, EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anAws, codeOf, image, keys } from './an-aws.ts';

let aws: Awaited<ReturnType<typeof anAws>>;
beforeEach(async () => {
  aws = await anAws();
});
afterEach(() => aws.close());

const look = (more: object) =>
  codeOf(new EC2Client(aws.settings(more)).send(new DescribeInstancesCommand({ MaxResults: 5 })));
const launch = new RunInstancesCommand({ MinCount: 1, MaxCount: 1, ImageId: image });

describe('the door', () => {
  it('refuses keys nobody knows, a secret that is wrong, and another region', async () => {
    const { accessKeyId } = keys;
    expect(await look({})).toBe('it worked');
    expect(await look({ credentials: { ...keys, accessKeyId: 'AKIASTRANGER' } })).toBe(
      'AuthFailure',
    );
    expect(await look({ credentials: { accessKeyId, secretAccessKey: 'guessed' } })).toBe(
      'AuthFailure',
    );
    expect(await look({ credentials: { ...keys, sessionToken: 'made up' } })).toBe('AuthFailure');
    expect(await look({ region: 'us-east-1' })).toBe('AuthFailure');
  });

  it('refuses what is not signed, in the words of the service that was asked', async () => {
    const ask = async (body: string, headers = {}) => {
      const answer = await fetch(aws.url, { method: 'POST', body, headers });
      return [answer.status, await answer.text()] as const;
    };
    const [status, xml] = await ask('Action=DescribeInstances&Version=2016-11-15');
    expect(status).toBe(400);
    expect(xml).toContain('<Code>MissingParameter</Code>');
    expect(xml).toContain('AWSAccessKeyId');
    const [, query] = await ask('Action=DescribeRules&Version=2015-12-01');
    expect(query).toContain('<Code>MissingAuthenticationToken</Code>');
    const [, json] = await ask('{}', { 'x-amz-target': 'AmazonSSM.SendCommand' });
    expect(JSON.parse(json)).toMatchObject({ __type: 'MissingAuthenticationTokenException' });
  });

  it('answers a dry run without doing anything', async () => {
    const dry = new RunInstancesCommand({ ...launch.input, DryRun: true });
    expect(await codeOf(aws.ec2.send(dry))).toBe('DryRunOperation');
    expect(await aws.control('happenings')).toEqual([]);
  });

  it('names what is missing, what it does not know, and what it cannot read', async () => {
    const wrong = new RunInstancesCommand({ ...launch.input, MinCount: undefined });
    expect(await codeOf(aws.ec2.send(wrong))).toBe('MissingParameter');
    const negative = new RunInstancesCommand({ ...launch.input, MinCount: 0 });
    expect(await codeOf(aws.ec2.send(negative))).toBe('InvalidParameterValue');
  });

  it('a client that launches servers one by one runs into the limit of the account', async () => {
    const codes: string[] = [];
    for (let at = 0; at < 7; at += 1) codes.push(await codeOf(aws.ec2.send(launch)));
    expect(codes).toEqual([
      ...Array.from({ length: 5 }, () => 'it worked'),
      'RequestLimitExceeded',
      'RequestLimitExceeded',
    ]);
    aws.pass(1);
    expect(await codeOf(aws.ec2.send(launch))).toBe('it worked');
    expect(await aws.control('calls')).toEqual({ 'ec2:RunInstances': 8 });
  });

  it('gives an API less from now on, where somebody else takes the rest', async () => {
    await aws.control('buckets', { 'ec2:DescribeInstances': { most: 1, perSecond: 0.1 } });
    expect([await look({}), await look({})]).toEqual(['it worked', 'RequestLimitExceeded']);
    aws.pass(10);
    expect(await look({})).toBe('it worked');
  });

  it('a client that does not wait is refused; the SDK of AWS waits and gets through', async () => {
    await aws.control('faults', { kind: 'too-many', path: '/ec2/DescribeInstances', times: 1 });
    expect(await look({})).toBe('RequestLimitExceeded');
    await aws.control('faults', { kind: 'too-many', path: '/ec2/DescribeInstances', times: 1 });
    expect(await look({ maxAttempts: 2 })).toBe('it worked');
    await aws.control('refusals', {
      api: 'ec2:DescribeInstances',
      code: 'InternalError',
      status: 500,
    });
    expect(await look({})).toBe('InternalError');
    expect(await look({})).toBe('it worked');
  });

  it('remembers each call with its end', async () => {
    await look({});
    await look({ credentials: { ...keys, accessKeyId: 'AKIASTRANGER' } });
    expect(await aws.control('journal')).toMatchObject([
      {
        api: 'ec2:DescribeInstances',
        outcome: 'ok',
        caller: expect.stringContaining('user/owner'),
      },
      { api: 'ec2:DescribeInstances', outcome: 'AuthFailure', caller: '' },
    ]);
  });

  it('takes its time from a clock that runs as told', async () => {
    const before = aws.world.clock.now();
    await aws.control('clock', { speed: 0, advanceSeconds: 90 });
    expect(aws.world.clock.now() - before).toBe(90_000);
    expect(await aws.control('clock', { speed: -1 })).toMatchObject({ error: expect.anything() });
  });
});
