import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import type { Clock } from '../../../playground/aws/clock.ts';
import { memoryMachines, type MemoryMachines } from '../../../playground/aws/machines/in-memory.ts';
import { letPass } from '../../../playground/aws/settle.ts';
import { type AwsOptions, startAws } from '../../../playground/aws/start.ts';

export const keys = { accessKeyId: 'AKIATEST', secretAccessKey: 'secret-of-the-test' };
export const zones = ['eu-west-1a', 'eu-west-1b'] as const;
export const subnets = ['subnet-0000000000000000a', 'subnet-0000000000000000b'] as const;
export const image = 'ami-0123456789abcdef0';
export const template = 'lt-0123456789abcdef0';

const things: AwsOptions['things'] = {
  images: [{ id: image, name: 'board-1.42.0', tags: { releaseVersion: '1.42.0' } }],
  subnets: subnets.map((id, at) => ({ id, zone: zones[at] ?? zones[0] })),
  templates: [
    {
      id: template,
      name: 'board',
      versions: [{ image, type: 'c6i.large', tags: { Role: 'board' } }],
    },
  ],
};

/** A local AWS whose time stands still until a test moves it, and the real SDK pointed at it. */
export async function anAws(options: Partial<AwsOptions> = {}) {
  let machines: MemoryMachines | undefined;
  const aws = await startAws({
    port: 0,
    speed: 0,
    keyId: keys.accessKeyId,
    secret: keys.secretAccessKey,
    machines: (clock: Clock) => (machines = memoryMachines(clock)),
    ...options,
    pace: { seenAfterMs: [0, 0], blinkMs: 0, ...options.pace },
    things: { ...things, ...options.things },
  });
  const settings = (more: object = {}) => ({
    region: 'eu-west-1',
    endpoint: aws.url,
    credentials: keys,
    maxAttempts: 1,
    ...more,
  });
  return {
    url: aws.url,
    world: aws.world,
    machines: () => machines!,
    ec2: new EC2Client(settings()),
    elb: new ElasticLoadBalancingV2Client(settings()),
    scaling: new AutoScalingClient(settings()),
    ssm: new SSMClient(settings()),
    sts: new STSClient(settings()),
    settings,
    close: aws.close,
    /** Lets time go by. */
    pass: (seconds: number) => letPass(aws.world, seconds * 1_000),
    control: async (door: string, body?: unknown): Promise<unknown> => {
      const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
      const answer = await fetch(`${aws.url}/_control/${door}`, sent);
      return answer.json();
    },
  };
}

/** The code AWS refused with, or what came instead. */
export async function codeOf(asked: Promise<unknown>): Promise<string> {
  return asked.then(
    () => 'it worked',
    (fault: unknown) => (fault instanceof Error ? fault.name : String(fault)),
  );
}
