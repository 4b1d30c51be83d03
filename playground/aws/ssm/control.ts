import { z } from 'zod';
import type { World } from '../world.ts';

/** What the next runs of a document shall come to, told from outside. */
export const runPlanSchema = z.strictObject({
  document: z.string(),
  instance: z.string().optional(),
  status: z.enum(['Success', 'Failed', 'TimedOut', 'Undeliverable']),
  code: z.int().default(0),
  stdout: z.string().default(''),
  stderr: z.string().default(''),
  seconds: z.number().nonnegative().default(3),
  times: z.int().positive().default(1),
});

/** Puts a plan behind those that wait already. */
export function planRun(
  { management }: World,
  plan: z.output<typeof runPlanSchema>,
): readonly unknown[] {
  management.plans = [...management.plans, { ...plan, instance: plan.instance }];
  return management.plans;
}

/** A server on which the agent never answers, or answers again. */
export const agentSchema = z.strictObject({ instance: z.string(), answers: z.boolean() });

/** Silences an agent, or lets it answer. */
export function setAgent(
  { management }: World,
  { instance, answers }: z.output<typeof agentSchema>,
): readonly string[] {
  if (answers) management.withoutAgent.delete(instance);
  else management.withoutAgent.add(instance);
  return [...management.withoutAgent];
}
