import {
  DescribeInstancesCommand,
  EC2Client,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  ModifyRuleCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { balancerArns } from '../../../playground/aws/elb/things.ts';
import { type HostMachines, hostMachines } from '../../../playground/aws/machines/over-host.ts';
import { type Aws, startAws } from '../../../playground/aws/start.ts';
import { boardSample } from '../../support/board-sample.ts';
import { eventually, until } from '../../support/until.ts';
import { image, keys, subnets, zones } from './an-aws.ts';

const arns = balancerArns({ region: 'eu-west-1', account: '123456789012' });
const [blue, green] = [arns.group('blue'), arns.group('green')];

let sample: Awaited<ReturnType<typeof boardSample>>;
let aws: Aws;
let machines: HostMachines;
let ec2: EC2Client;
let elb: ElasticLoadBalancingV2Client;

beforeAll(async () => {
  sample = await boardSample();
  const build = sample.repository.live;
  aws = await startAws({
    port: 0,
    // A boot, a health check and a delay take a minute of this cloud: seconds here.
    speed: 30,
    keyId: keys.accessKeyId,
    secret: keys.secretAccessKey,
    pace: { seenAfterMs: [0, 0], blinkMs: 0 },
    machines: (clock) =>
      (machines = hostMachines(sample.host().url, sample.balancer.adminUrl, clock)),
    things: {
      images: [{ id: image, name: 'board', tags: { 'playground:image': build.image } }],
      subnets: [{ id: subnets[0], zone: zones[0] }],
      groups: [
        { name: 'blue', attributes: { 'deregistration_delay.timeout_seconds': '30' } },
        { name: 'green' },
      ],
      balancers: [
        {
          name: 'board',
          default: { blue: 1 },
          rules: [{ priority: 1, forward: { blue: 1, green: 1 } }],
        },
      ],
    },
  });
  const settings = { region: 'eu-west-1', endpoint: aws.url, credentials: keys };
  ec2 = new EC2Client(settings);
  elb = new ElasticLoadBalancingV2Client(settings);
});
afterAll(async () => {
  await aws.close();
  await machines.close();
  await sample.close();
});

const instance = async (id: string) => {
  const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return Reservations[0]!.Instances![0]!;
};
const isState = (id: string, state: string) =>
  until(async () => (await instance(id)).State?.Name === state);
const hostServers = async () =>
  (await sample.call('GET', `${sample.host().url}/servers`)).body as { state: string }[];
const targets = async () =>
  (await sample.call('GET', `${sample.balancer.adminUrl}/targets`)).body as {
    admits: boolean;
    weight: number;
  }[];
const isHealthy = (TargetGroupArn: string) =>
  until(async () => {
    const { TargetHealthDescriptions = [] } = await elb.send(
      new DescribeTargetHealthCommand({ TargetGroupArn }),
    );
    return TargetHealthDescriptions.some((one) => one.TargetHealth?.State === 'healthy');
  });
const weigh = (weights: readonly [number, number]) =>
  elb.send(
    new ModifyRuleCommand({
      RuleArn: arns.rule('board', 1),
      Actions: [
        {
          Type: 'forward',
          ForwardConfig: {
            TargetGroups: [blue, green].map((TargetGroupArn, at) => ({
              TargetGroupArn,
              Weight: weights[at]!,
            })),
          },
        },
      ],
    }),
  );

describe('an instance over the host', () => {
  it('is a real process, reached at its own address, fed and starved by weights', async () => {
    const { Instances = [] } = await ec2.send(
      new RunInstancesCommand({ MinCount: 2, MaxCount: 2, ImageId: image }),
    );
    const [one, two] = Instances.map(({ InstanceId = '' }) => InstanceId) as [string, string];
    const address = `http://${(await instance(one)).PrivateIpAddress}:8080`;
    const answered = await until(async () => (await fetch(`${address}/healthz`)).json());
    expect(answered).toMatchObject({ status: 'ok', version: sample.repository.live.version });

    await isState(one, 'running');
    for (const [arn, Id] of [
      [blue, one],
      [green, two],
    ] as const) {
      await elb.send(new RegisterTargetsCommand({ TargetGroupArn: arn, Targets: [{ Id }] }));
      await isHealthy(arn);
    }
    await eventually(async () =>
      expect(await targets()).toMatchObject([
        { admits: true, weight: 5_000 },
        { admits: true, weight: 5_000 },
      ]),
    );
    await weigh([1, 3]);
    await eventually(async () =>
      expect((await targets()).map(({ weight }) => weight)).toEqual([2_500, 7_500]),
    );
    await weigh([0, 1]);
    await eventually(async () =>
      expect((await targets()).map(({ admits }) => admits)).toEqual([false, true]),
    );

    await elb.send(new DeregisterTargetsCommand({ TargetGroupArn: blue, Targets: [{ Id: one }] }));
    await eventually(async () => expect(await targets()).toHaveLength(1));
    expect((await hostServers()).map(({ state }) => state)).toEqual(['running', 'running']);
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [one] }));
    await eventually(async () =>
      expect((await hostServers()).map(({ state }) => state)).toEqual(['terminated', 'running']),
    );

    await ec2.send(new StopInstancesCommand({ InstanceIds: [two] }));
    await isState(two, 'stopped');
    await ec2.send(new StartInstancesCommand({ InstanceIds: [two] }));
    await isHealthy(green);
    const running = (await hostServers()).filter(({ state }) => state === 'running');
    expect(running).toHaveLength(1);
  });
});
