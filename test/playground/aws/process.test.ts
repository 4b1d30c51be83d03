import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeSubnetsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ensureRunning } from '../../../playground/processes/spawn.ts';
import { keys, subnets, zones } from './an-aws.ts';

let dataDir = '';
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'aws-'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(dataDir, { recursive: true, force: true });
});

describe('the local AWS as a process', () => {
  it('starts with what it is told, and is found by AWS_ENDPOINT_URL alone', async () => {
    const running = await ensureRunning({
      name: 'aws',
      entry: new URL('../../../playground/aws/main.ts', import.meta.url),
      options: {
        dataDir,
        port: 0,
        keyId: keys.accessKeyId,
        secret: keys.secretAccessKey,
        things: { subnets: [{ id: subnets[0], zone: zones[0] }] },
      },
      detached: false,
    });
    vi.stubEnv('AWS_ENDPOINT_URL', running.urls['url']);
    const ec2 = new EC2Client({ region: 'eu-west-1', credentials: keys });
    const { Subnets } = await ec2.send(new DescribeSubnetsCommand({}));
    expect(Subnets).toMatchObject([{ SubnetId: subnets[0], AvailabilityZone: zones[0] }]);
    await running.stop();
  });
});
