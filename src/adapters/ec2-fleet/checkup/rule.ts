import type { FleetFinding } from '../../../ports/fleet.ts';
import { ruleSays } from '../front-door.ts';
import type { Ec2FleetOptions } from '../options.ts';
import { ask, type CheckupAws } from './calls.ts';

/** The rule as a finding, and what it does now. */
export async function lookAtRule(aws: CheckupAws, options: Ec2FleetOptions) {
  const asked = await ask('elasticloadbalancing:DescribeRules', (how) =>
    aws.describeRules({ RuleArns: [options.rule] }, how),
  );
  if (asked.kind === 'denied') return { said: asked, actions: null };
  const read =
    asked.kind === 'refused'
      ? {
          why: asked.code.startsWith('RuleNotFound') ? 'it is not there' : asked.why,
          todo: 'write its ARN into traffic.listener_rule',
        }
      : ruleSays(asked.said.Rules?.[0], options);
  const finding: FleetFinding =
    'why' in read
      ? { what: `the listener rule: ${read.why}`, todo: sentence(read.todo) }
      : { what: 'the listener rule shares traffic out among the groups', todo: null };
  const actions = asked.kind === 'said' ? (asked.said.Rules?.[0]?.Actions ?? null) : null;
  return { said: { kind: 'said', said: finding } as const, actions };
}

function sentence(todo: string): string {
  return todo.charAt(0).toUpperCase() + todo.slice(1);
}
