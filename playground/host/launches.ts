import { z } from 'zod';
import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';

const plan = z.strictObject({
  kind: z.enum(['nothing-starts', 'capacity']),
  times: z.int().positive().default(1),
});

/** Faults that only launches have: no capacity, or a machine on which nothing ever starts. */
export type Launches = {
  take(kind: 'nothing-starts' | 'capacity'): boolean;
  control(asked: Asked): Answered;
};

/** Counts down the faults still to come. */
export function newLaunches(): Launches {
  const left = new Map<string, number>();
  return {
    take(kind) {
      const times = left.get(kind) ?? 0;
      if (times > 0) left.set(kind, times - 1);
      return times > 0;
    },
    control(asked) {
      if (asked.method === 'DELETE') left.clear();
      if (asked.method === 'POST') {
        const parsed = plan.safeParse(fromJson(asked.body));
        if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
        left.set(parsed.data.kind, parsed.data.times);
      }
      return { status: 200, body: Object.fromEntries(left) };
    },
  };
}
