import { z } from 'zod';
import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';
import type { Memory } from './memory.ts';
import { fault } from './refusal.ts';

const orders = z.strictObject({ release: z.string().min(1), fence: z.int() });

/** The door where somebody says whose orders follow: who was replaced gives none any more. */
export function orderDoor(memory: Memory, asked: Asked): Answered {
  if (asked.method !== 'POST') return fault(405, 'InvalidAction', 'not allowed here');
  const parsed = orders.safeParse(fromJson(asked.body));
  if (!parsed.success) return fault(400, 'InvalidParameterValue', z.prettifyError(parsed.error));
  const { release, fence } = parsed.data;
  const newest = memory.fences.get(release) ?? fence;
  if (fence < newest)
    return fault(
      409,
      'StaleOrder',
      `Fence ${newest} has given orders for ${release} since; ${fence} gives none any more`,
    );
  if (memory.fences.get(release) !== fence) {
    memory.fences.set(release, fence);
    memory.keep();
  }
  return { status: 200, body: { release, fence } };
}
