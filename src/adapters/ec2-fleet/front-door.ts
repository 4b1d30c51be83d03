import type { Action, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { refuseOrder } from './faults.ts';
import type { Ec2FleetOptions } from './options.ts';
import type { AwsReach } from './reach.ts';

/** One server in one target group, as the balancer checks it. */
export type GroupTarget = { readonly id: string; readonly group: string; readonly health: Health };
export type Health = 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'unknown';

/** What the listener rule says: what each group gets, and all else that it does. */
export type RuleSays = {
  readonly weights: ReadonlyMap<string, number>;
  readonly actions: readonly Action[];
};

/** Reads the rule; one that Davy could not write back as it found it is refused. */
export async function readRule(
  reach: Pick<AwsReach, 'describeRules'>,
  names: RuleNames,
): Promise<RuleSays> {
  const doing = 'reading the listener rule';
  const { Rules: [found] = [] } = await reach.describeRules(doing, { RuleArns: [names.rule] });
  const read = ruleSays(found, names);
  if ('why' in read) refuseOrder(`${doing}: ${read.why}; ${read.todo}`);
  return read;
}

type RuleNames = Pick<Ec2FleetOptions, 'rule' | 'groups' | 'waiting'>;

/** What is wrong with a rule, and what to do about it there. */
type RuleFault = { readonly why: string; readonly todo: string };

/** What a rule says, or why Davy could not write it back as it found it. */
export function ruleSays(
  found: Rule | undefined,
  { groups, waiting }: RuleNames,
): RuleSays | RuleFault {
  if (found === undefined)
    return { why: 'it is not there', todo: 'write its ARN into traffic.listener_rule' };
  if (found.IsDefault === true)
    return {
      why: 'it is the default rule of its listener, which takes no weights',
      todo: 'make a rule of its own',
    };
  const actions = found.Actions ?? [];
  const forwards = actions.filter(({ Type }) => Type === 'forward');
  const [forward] = forwards;
  if (forward === undefined || forwards.length > 1)
    return { why: 'it must have one action that forwards to target groups', todo: 'give it one' };
  if (forward.ForwardConfig?.TargetGroupStickinessConfig?.Enabled === true)
    return { why: 'it keeps users with a target group', todo: 'switch off its stickiness' };
  const named = forward.ForwardConfig?.TargetGroups ?? [
    { TargetGroupArn: forward.TargetGroupArn, Weight: 1 },
  ];
  const weights = new Map(
    named.map(({ TargetGroupArn = '', Weight = 1 }) => [TargetGroupArn, Weight]),
  );
  const other = [...weights.keys()].find((arn) => arn !== waiting && !groups.includes(arn));
  if (other !== undefined)
    return {
      why: `it sends to ${other}, which davy.yml does not name with the fleet`,
      todo: 'take it out of the rule, or write it into traffic.groups',
    };
  if ((weights.get(waiting) ?? 0) > 0)
    return { why: 'the waiting group gets traffic', todo: 'give it weight 0' };
  return { weights, actions };
}

/** Writes all weights: what a rule does not name it drops, and the balancer then checks no more. */
export async function writeWeights(
  reach: AwsReach,
  { rule, groups, waiting }: Pick<Ec2FleetOptions, 'rule' | 'groups' | 'waiting'>,
  { actions }: RuleSays,
  weights: ReadonlyMap<string, number>,
): Promise<void> {
  const all = [...groups, waiting].map((arn) => ({
    TargetGroupArn: arn,
    Weight: weights.get(arn) ?? 0,
  }));
  await reach.modifyRule('sharing out the traffic', {
    RuleArn: rule,
    Actions: actions.map(({ TargetGroupArn, ...action }) =>
      action.Type === 'forward'
        ? { ...action, ForwardConfig: { ...action.ForwardConfig, TargetGroups: all } }
        : { ...action, ...(TargetGroupArn === undefined ? {} : { TargetGroupArn }) },
    ),
  });
}

/** Whether the rule names every group, so that the balancer checks what is in it. */
export function namesAll(
  { weights }: RuleSays,
  { groups, waiting }: Pick<Ec2FleetOptions, 'groups' | 'waiting'>,
): boolean {
  return [...groups, waiting].every((arn) => weights.has(arn));
}

/** Who is in some groups; whoever drains has left already. */
export async function targetsIn(
  reach: AwsReach,
  groups: readonly string[],
): Promise<readonly GroupTarget[]> {
  const each = groups.map(async (group) => {
    const doing = `reading the health of ${groupName(group)}`;
    const said = await reach.describeTargetHealth(doing, { TargetGroupArn: group });
    return (said.TargetHealthDescriptions ?? []).flatMap(({ Target, TargetHealth }) => {
      const health = healthOf(TargetHealth?.State ?? '', TargetHealth?.Reason ?? '');
      return health === null || Target?.Id === undefined
        ? []
        : [{ id: Target.Id, group, health } satisfies GroupTarget];
    });
  });
  return (await Promise.all(each)).flat();
}

/** Null for who is on the way out; `unknown` where the balancer itself does not know. */
function healthOf(state: string, reason: string): Health | null {
  switch (state) {
    case 'draining':
    case 'unhealthy.draining':
      return null;
    case 'initial':
    case 'healthy':
      return state;
    case 'unhealthy':
      return reason === 'Elb.InternalError' ? 'unknown' : 'unhealthy';
    case 'unused':
      return reason === 'Target.NotInUse' ? 'unknown' : 'unused';
    default:
      return 'unknown';
  }
}

/** The short name of a group, as people know it. */
export function groupName(group: string): string {
  return group.split('/')[1] ?? group;
}
