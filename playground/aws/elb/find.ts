import type { Touched } from '../action.ts';
import { tagContext } from '../iam/context.ts';
import { AwsFault } from '../wire/fault.ts';
import type { World } from '../world.ts';
import type { Listener, Rule, TargetGroup } from './balancing.ts';

/** The target group with this full name. */
export function groupOf({ balancing }: World, arn: string): TargetGroup {
  const group = balancing.groups.get(arn);
  if (group !== undefined) return group;
  throw new AwsFault('TargetGroupNotFound', `Target groups '${arn}' not found`);
}

/** The listener with this full name. */
export function listenerOf({ balancing }: World, arn: string): Listener {
  const listener = balancing.listeners.get(arn);
  if (listener !== undefined) return listener;
  throw new AwsFault('ListenerNotFound', `Listener '${arn}' not found`);
}

/** The rule with this full name. */
export function ruleOf({ balancing }: World, arn: string): Rule {
  const rule = balancing.rules.get(arn);
  if (rule !== undefined) return rule;
  throw new AwsFault('RuleNotFound', `Rule '${arn}' not found`);
}

/** A thing of the balancer as policies see it, there or not. */
export function touchedOfBalancer({ balancing }: World, arn: string): Touched {
  const thing =
    balancing.groups.get(arn) ?? balancing.rules.get(arn) ?? balancing.listeners.get(arn);
  return { resource: arn, context: tagContext('elasticloadbalancing', thing?.tags) };
}
