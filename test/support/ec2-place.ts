import { RunInstancesCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import { RegisterTargetsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { bringDown } from '../../playground/aws/ec2/end.ts';
import { type Instance, moveOf } from '../../playground/aws/ec2/compute.ts';
import { rulesInOrder } from '../../playground/aws/elb/balancing.ts';
import { balancerArns } from '../../playground/aws/elb/things.ts';
import { trafficOf } from '../../playground/aws/elb/traffic.ts';
import { ec2Fleet } from '../../src/adapters/ec2-fleet/fleet.ts';
import type { Ec2FleetOptions } from '../../src/adapters/ec2-fleet/options.ts';
import type { Fleet } from '../../src/ports/fleet.ts';
import type { Build } from '../../src/release/state/build.ts';
import { anAws, keys, subnets, template } from '../playground/aws/an-aws.ts';
import { awsWay } from './aws-way.ts';

const arns = balancerArns({ region: 'eu-west-1', account: '123456789012' });
export const groups = ['blue', 'green', 'red'].map((name) => arns.group(name));
export const waiting = arns.group('waiting');
export const rule = arns.rule('board', 10);
export const images = {
  old: 'ami-00000000000000041',
  fresh: 'ami-00000000000000042',
  spare: 'ami-00000000000000043',
} as const;

/** A build of the board that its image names. */
export function ec2Build(version: string, image: string): Build {
  const checks = { passed: 10, failed: 0 };
  return { service: 'board', version, commit: `c${version}`, image, checks, registeredAt: 0 };
}

const nobodyCounts = { count: async () => new Map(), label: '{id}' } as const;

/**
 * A line on the local AWS, through the real SDK: an image for each build, four target groups behind
 * a rule that sends all to the first, and the ways there. Time stands still but for `pass`, and for
 * a little with each call.
 */
export async function ec2Place({
  served = nobodyCounts,
  sticky = null,
  configure = null,
  group = null,
}: Partial<Pick<Ec2FleetOptions, 'served' | 'sticky' | 'configure' | 'group'>> = {}) {
  const tagged = (version: string) => ({ releaseVersion: version, Role: 'board' });
  const aws = await anAws({
    pace: { seenAfterMs: [0, 4_000] },
    things: {
      images: [
        { id: images.old, name: 'board-1.41.0', tags: tagged('1.41.0') },
        { id: images.fresh, name: 'board-1.42.0', tags: tagged('1.42.0') },
        { id: images.spare, name: 'board-1.43.0', tags: tagged('1.43.0') },
      ],
      groups: ['blue', 'green', 'red', 'waiting'].map((name) => ({ name })),
      balancers: [
        { name: 'board', default: { blue: 1 }, rules: [{ priority: 10, forward: { blue: 1 } }] },
      ],
    },
  });
  const { world } = aws;
  const newWay = () => awsWay(aws.url, () => aws.pass(1));
  const options = (way: ReturnType<typeof awsWay>): Ec2FleetOptions => ({
    template: { id: template, version: 1 },
    subnets: [...subnets],
    types: [],
    select: { Role: 'board' },
    versionTag: 'releaseVersion',
    rule,
    groups,
    waiting,
    served,
    sticky,
    configure,
    group,
    budget: null,
    spares: group === null ? { keep: 3 } : null,
    startsWithinMs: 180_000,
    cost: { 'c6i.large': 0.096 },
    now: () => world.clock.now(),
    aws: { region: 'eu-west-1', endpoint: aws.url, credentials: keys, requestHandler: way.handler },
    role: null,
  });
  const hands = ec2Fleet(options(newWay()));
  const stateOf = (one: Instance) => moveOf(one, world.clock.now()).state;
  return {
    ...aws,
    newWay,
    replica: (way: ReturnType<typeof awsWay>): Fleet => ec2Fleet(options(way)),
    options,
    /** The fleet as somebody holds it who has no trouble, for what a law only needs. */
    hands,
    instances: () => [...world.compute.instances.values()],
    isRunning: (id: string) =>
      ['pending', 'running'].includes(stateOf(world.compute.instances.get(id) ?? missing(id))),
    end: (id: string) =>
      bringDown(world, world.compute.instances.get(id) ?? missing(id), 'terminated'),
    /** Where 1,000 new users go now. */
    traffic: () => trafficOf(world, rulesInOrder(world.balancing)[0] ?? missing(rule)),
    async start(
      tags: Readonly<Record<string, string>>,
      image: string,
      count = 1,
      InstanceType: 'c6i.large' | 'c6i.xlarge' = 'c6i.large',
    ) {
      const said = await aws.ec2.send(
        new RunInstancesCommand({
          ImageId: image,
          InstanceType,
          SubnetId: subnets[0],
          MinCount: count,
          MaxCount: count,
          TagSpecifications: [
            {
              ResourceType: 'instance',
              Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
            },
          ],
        }),
      );
      aws.pass(60);
      return (said.Instances ?? []).map(({ InstanceId = '' }) => InstanceId);
    },
    async stop(InstanceIds: string[]) {
      await aws.ec2.send(new StopInstancesCommand({ InstanceIds }));
      aws.pass(120);
    },
    async register(group: string, ids: readonly string[]) {
      const Targets = ids.map((Id) => ({ Id }));
      await aws.elb.send(new RegisterTargetsCommand({ TargetGroupArn: group, Targets }));
      aws.pass(60);
    },
  };
}

/** A line on the local AWS, with what surrounds it. */
export type Ec2Place = Awaited<ReturnType<typeof ec2Place>>;

function missing(what: string): never {
  throw new Error(`${what} is not there`);
}
