import { z } from 'zod';
import { action } from '../action.ts';
import { vpcId } from '../ec2/instance-answer.ts';
import { pageOf } from '../page.ts';
import { AwsFault } from '../wire/fault.ts';
import { listOf, whole } from '../wire/input.ts';
import type { Tree } from '../wire/xml.ts';
import type { World } from '../world.ts';
import { balancersOf, type TargetGroup } from './balancing.ts';
import { groupOf, listenerOf, ruleOf } from './find.ts';

const paging = { PageSize: whole.optional(), Marker: z.string().optional() };

/** Lists target groups: by full name, by name, by load balancer, or all. */
export const describeTargetGroups = action({
  input: z.strictObject({
    ...paging,
    TargetGroupArns: listOf(z.string()).default([]),
    Names: listOf(z.string()).default([]),
    LoadBalancerArn: z.string().optional(),
  }),
  run(world, { TargetGroupArns, Names, LoadBalancerArn, PageSize = 400, Marker }) {
    const { balancing } = world;
    const all = [...balancing.groups.values()];
    const byName = Names.map((name) => {
      const found = all.find((one) => one.name === name);
      if (found !== undefined) return found;
      throw new AwsFault('TargetGroupNotFound', `Target groups '${name}' not found`);
    });
    const named = [...TargetGroupArns.map((arn) => groupOf(world, arn)), ...byName];
    const meant = (named.length > 0 ? named : all).filter(
      ({ arn }) =>
        LoadBalancerArn === undefined || balancersOf(balancing, arn).includes(LoadBalancerArn),
    );
    const { items, next } = pageOf(meant, PageSize, Marker, 'ValidationError');
    return {
      TargetGroups: items.map((one) => groupTree(world, one)),
      NextMarker: next,
    };
  },
});

function groupTree({ balancing }: World, { arn, name, port, check }: TargetGroup): Tree {
  return {
    TargetGroupArn: arn,
    TargetGroupName: name,
    Protocol: 'HTTP',
    Port: port,
    VpcId: vpcId,
    HealthCheckProtocol: 'HTTP',
    HealthCheckPort: 'traffic-port',
    HealthCheckEnabled: true,
    HealthCheckIntervalSeconds: check.intervalSeconds,
    HealthCheckTimeoutSeconds: check.timeoutSeconds,
    HealthyThresholdCount: check.healthyThreshold,
    UnhealthyThresholdCount: check.unhealthyThreshold,
    HealthCheckPath: check.path,
    Matcher: { HttpCode: '200' },
    LoadBalancerArns: balancersOf(balancing, arn),
    TargetType: 'instance',
    ProtocolVersion: 'HTTP1',
    IpAddressType: 'ipv4',
  };
}

/** Says what a group is set to, such as how long it drains. */
export const describeTargetGroupAttributes = action({
  input: z.strictObject({ TargetGroupArn: z.string() }),
  run: (world, { TargetGroupArn }) => ({
    Attributes: [...groupOf(world, TargetGroupArn).attributes].map(([Key, Value]) => ({
      Key,
      Value,
    })),
  }),
});

/** Says the tags of up to 20 things of the balancer. */
export const describeBalancerTags = action({
  input: z.strictObject({ ResourceArns: listOf(z.string()).pipe(z.array(z.string()).max(20)) }),
  run: (world, { ResourceArns }) => ({
    TagDescriptions: ResourceArns.map((arn) => {
      const thing = arn.includes(':targetgroup/')
        ? groupOf(world, arn)
        : arn.includes(':listener-rule/')
          ? ruleOf(world, arn)
          : listenerOf(world, arn);
      return { ResourceArn: arn, Tags: [...thing.tags].map(([Key, Value]) => ({ Key, Value })) };
    }),
  }),
});
