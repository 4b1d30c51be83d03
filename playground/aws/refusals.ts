import { z } from 'zod';
import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';
import { AwsFault } from './wire/fault.ts';

const refusal = z.strictObject({
  /** Such as `ec2:RunInstances`; `*` is every API. */
  api: z.string(),
  code: z.string(),
  message: z.string().default('Refused on demand.'),
  status: z.int().min(400).max(599).default(400),
  times: z.int().positive().default(1),
});

/** Refusals on demand, in AWS's own words: what cannot be brought about from outside. */
export type Refusals = {
  readonly take: (api: string) => AwsFault | undefined;
  readonly control: (asked: Asked) => Answered;
};

/** Keeps those still to come, each for so many calls. */
export function newRefusals(): Refusals {
  let waiting: readonly z.infer<typeof refusal>[] = [];
  return {
    take(api) {
      const next = waiting.find((one) => one.api === api || one.api === '*');
      if (next === undefined) return undefined;
      waiting = waiting.flatMap((one) =>
        one !== next ? [one] : one.times > 1 ? [{ ...one, times: one.times - 1 }] : [],
      );
      return new AwsFault(next.code, next.message, next.status);
    },
    control({ method, body }) {
      if (method === 'DELETE') waiting = [];
      if (method === 'POST') {
        const parsed = refusal.safeParse(fromJson(body));
        if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
        waiting = [...waiting, parsed.data];
      }
      return { status: 200, body: waiting };
    },
  };
}
