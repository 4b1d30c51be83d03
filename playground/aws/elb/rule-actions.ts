import { z } from 'zod';
import { action } from '../action.ts';
import { pageOf } from '../page.ts';
import { AwsFault } from '../wire/fault.ts';
import { flag, listOf, whole } from '../wire/input.ts';
import type { Tree } from '../wire/xml.ts';
import { happened, type World } from '../world.ts';
import { balancersOf, type Forward, type Listener, type Rule, rulesInOrder } from './balancing.ts';
import { groupOf, listenerOf, ruleOf, touchedOfBalancer } from './find.ts';

const paging = { PageSize: whole.optional(), Marker: z.string().optional() };

/** Lists the rules of a listener, or those named: one of the two, as both would contradict. */
export const describeRules = action({
  input: z.strictObject({
    ...paging,
    ListenerArn: z.string().optional(),
    RuleArns: listOf(z.string()).default([]),
  }),
  run(world, { ListenerArn, RuleArns, PageSize = 400, Marker }) {
    if ((ListenerArn === undefined) === (RuleArns.length === 0))
      throw new AwsFault('ValidationError', 'You must specify either listener or rule ARNs');
    const rules =
      ListenerArn === undefined
        ? RuleArns.map((arn) => ruleOf(world, arn))
        : rulesInOrder(world.balancing, listenerOf(world, ListenerArn).arn);
    const { items, next } = pageOf(rules, PageSize, Marker, 'ValidationError');
    return { Rules: items.map(ruleTree), NextMarker: next };
  },
});

/** Lists listeners. */
export const describeListeners = action({
  input: z.strictObject({
    ...paging,
    LoadBalancerArn: z.string().optional(),
    ListenerArns: listOf(z.string()).default([]),
  }),
  run(world, { LoadBalancerArn, ListenerArns }) {
    const all = [...world.balancing.listeners.values()];
    const meant =
      ListenerArns.length > 0
        ? ListenerArns.map((arn) => listenerOf(world, arn))
        : all.filter(({ balancer }) => balancer === LoadBalancerArn);
    if (meant.length === 0)
      throw new AwsFault('LoadBalancerNotFound', 'One or more load balancers not found');
    return { Listeners: meant.map((one) => listenerTree(world, one)) };
  },
});

const forwardAction = z.strictObject({
  Type: z.literal('forward'),
  Order: whole.optional(),
  TargetGroupArn: z.string().optional(),
  ForwardConfig: z
    .strictObject({
      TargetGroups: listOf(
        z.strictObject({
          TargetGroupArn: z.string(),
          Weight: whole.pipe(z.int().min(0).max(999)).default(1),
        }),
      ),
      TargetGroupStickinessConfig: z
        .strictObject({ Enabled: flag.default(false), DurationSeconds: whole.optional() })
        .optional(),
    })
    .optional(),
});

/** Says anew where a rule sends its users: the whole of it, as what is not named is dropped. */
export const modifyRule = action({
  input: z.strictObject({
    RuleArn: z.string(),
    Actions: listOf(forwardAction).optional(),
    Conditions: listOf(
      z.looseObject({
        Field: z.string().optional(),
        Values: listOf(z.string()).optional(),
        PathPatternConfig: z.looseObject({ Values: listOf(z.string()) }).optional(),
      }),
    ).optional(),
  }),
  touches: (world, { RuleArn }) => [touchedOfBalancer(world, RuleArn)],
  run(world, { RuleArn, Actions, Conditions }) {
    const rule = ruleOf(world, RuleArn);
    if (rule.priority === null)
      throw new AwsFault('OperationNotPermitted', `Default rule '${RuleArn}' cannot be modified`);
    if (Actions !== undefined) rule.forward = forwardOf(world, rule, Actions);
    const paths = Conditions?.flatMap(
      ({ Values, PathPatternConfig }) => Values ?? PathPatternConfig?.Values ?? [],
    );
    if (paths !== undefined) rule.paths = paths;
    happened(world, 'rule', weightsOf(rule.forward));
    return { Rules: [ruleTree(rule)] };
  },
});

function weightsOf({ groups }: Forward): string {
  return groups.map(({ arn, weight }) => `${arn.split('/')[1]}=${weight}`).join(' ');
}

const groupsMax = 5;

function forwardOf(
  world: World,
  rule: Rule,
  actions: readonly z.output<typeof forwardAction>[],
): Forward {
  const [only, ...more] = actions;
  if (only === undefined || more.length > 0)
    throw new AwsFault('InvalidLoadBalancerAction', 'A rule has exactly one forward action');
  const config = only.ForwardConfig;
  const groups =
    config?.TargetGroups.map((one) => ({ arn: one.TargetGroupArn, weight: one.Weight })) ??
    (only.TargetGroupArn === undefined ? [] : [{ arn: only.TargetGroupArn, weight: 1 }]);
  if (groups.length === 0 || groups.length > groupsMax)
    throw new AwsFault('ValidationError', 'A forward action has one to five target groups');
  if (new Set(groups.map(({ arn }) => arn)).size !== groups.length)
    throw new AwsFault('ValidationError', 'A target group may be named once only');
  const own = world.balancing.listeners.get(rule.listener)?.balancer;
  for (const { arn } of groups) {
    const others = balancersOf(world.balancing, groupOf(world, arn).arn);
    if (others.some((one) => one !== own))
      throw new AwsFault(
        'TargetGroupAssociationLimit',
        `The following target groups cannot be associated with more than one load balancer: ${arn}`,
      );
  }
  const sticky = config?.TargetGroupStickinessConfig;
  return { groups, stickySeconds: sticky?.Enabled ? (sticky.DurationSeconds ?? 3_600) : undefined };
}

/** A rule as the balancer answers it. */
function ruleTree(rule: Rule): Tree {
  return {
    RuleArn: rule.arn,
    Priority: rule.priority === null ? 'default' : String(rule.priority),
    Conditions:
      rule.paths.length === 0
        ? []
        : [
            {
              Field: 'path-pattern',
              Values: rule.paths,
              PathPatternConfig: { Values: rule.paths },
            },
          ],
    Actions: [actionTree(rule.forward)],
    IsDefault: rule.priority === null,
  };
}

function actionTree({ groups, stickySeconds }: Forward): Tree {
  const [first] = groups;
  return {
    Type: 'forward',
    ...(groups.length === 1 && first ? { TargetGroupArn: first.arn } : {}),
    Order: 1,
    ForwardConfig: {
      TargetGroups: groups.map(({ arn, weight }) => ({ TargetGroupArn: arn, Weight: weight })),
      TargetGroupStickinessConfig:
        stickySeconds === undefined
          ? { Enabled: false }
          : { Enabled: true, DurationSeconds: stickySeconds },
    },
  };
}

function listenerTree({ balancing }: World, { arn, balancer, port }: Listener): Tree {
  const last = rulesInOrder(balancing, arn).at(-1);
  return {
    ListenerArn: arn,
    LoadBalancerArn: balancer,
    Port: port,
    Protocol: 'HTTP',
    DefaultActions: last === undefined ? [] : [actionTree(last.forward)],
  };
}
