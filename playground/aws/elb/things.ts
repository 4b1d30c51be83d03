import { z } from 'zod';
import type { World } from '../world.ts';
import { type TargetGroup, usualAttributes } from './balancing.ts';

const tags = z.record(z.string(), z.string()).default({});

/** A target group to put in place. */
export const groupThing = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9-]{1,32}$/),
  port: z.int().default(80),
  path: z.string().default('/healthz'),
  intervalSeconds: z.int().min(5).max(300).default(10),
  healthyThreshold: z.int().min(2).max(10).default(5),
  unhealthyThreshold: z.int().min(2).max(10).default(2),
  attributes: z.partialRecord(z.enum(Object.keys(usualAttributes)), z.string()).optional(),
  tags,
});

const forward = z.record(z.string(), z.int().min(0).max(999));

/** A load balancer to put in place: one listener, with rules that name groups and weights. */
export const balancerThing = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9-]{1,32}$/),
  port: z.int().default(80),
  /** Weights by the name of a group. */
  default: forward,
  rules: z
    .array(
      z.strictObject({
        priority: z.int().min(1).max(50_000),
        paths: z.array(z.string()).default(['/*']),
        forward,
        tags,
      }),
    )
    .default([]),
});

/** Full names that do not change from run to run, so that a davy.yml can hold them. */
export function balancerArns(place: Pick<World, 'region' | 'account'>) {
  const arn = (rest: string) =>
    `arn:aws:elasticloadbalancing:${place.region}:${place.account}:${rest}`;
  const mark = '50dc6c495c0c9188';
  return {
    group: (name: string) => arn(`targetgroup/${name}/73e2d6bc24d8a067`),
    balancer: (name: string) => arn(`loadbalancer/app/${name}/${mark}`),
    listener: (name: string) => arn(`listener/app/${name}/${mark}/f2f7dc8efc522ab2`),
    rule: (name: string, priority: number | null) =>
      arn(
        `listener-rule/app/${name}/${mark}/f2f7dc8efc522ab2/` +
          (priority ?? 0).toString(16).padStart(16, '0'),
      ),
  };
}

/** Puts a group in place; one that is there keeps its targets. */
export function placeGroup(world: World, thing: z.output<typeof groupThing>): void {
  const arn = balancerArns(world).group(thing.name);
  const before = world.balancing.groups.get(arn);
  const group: TargetGroup = {
    arn,
    name: thing.name,
    port: thing.port,
    check: {
      path: thing.path,
      intervalSeconds: thing.intervalSeconds,
      timeoutSeconds: 5,
      healthyThreshold: thing.healthyThreshold,
      unhealthyThreshold: thing.unhealthyThreshold,
    },
    attributes: new Map(Object.entries({ ...usualAttributes, ...thing.attributes })),
    tags: new Map(Object.entries(thing.tags)),
    targets: before?.targets ?? new Map(),
  };
  world.balancing.groups.set(arn, group);
}

/** Puts a load balancer in place, with its listener and rules. */
export function placeBalancer(world: World, thing: z.output<typeof balancerThing>): void {
  const arns = balancerArns(world);
  const listener = arns.listener(thing.name);
  world.balancing.listeners.set(listener, {
    arn: listener,
    balancer: arns.balancer(thing.name),
    port: thing.port,
    tags: new Map(),
  });
  const all = [...thing.rules, { priority: null, paths: [], forward: thing.default, tags: {} }];
  for (const { priority, paths, forward, tags } of all) {
    const arn = arns.rule(thing.name, priority);
    const groups = Object.entries(forward).map(([name, weight]) => ({
      arn: arns.group(name),
      weight,
    }));
    world.balancing.rules.set(arn, {
      arn,
      listener,
      priority,
      tags: new Map(Object.entries(tags)),
      paths,
      forward: { groups, stickySeconds: undefined },
    });
  }
}
