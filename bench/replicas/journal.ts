import { z } from 'zod';

/** What happened outside, in the order in which it came; `at` is real time. */
export const Entry = z.discriminatedUnion('kind', [
  /** A call that looks and changes nothing. */
  z.object({ kind: z.literal('look'), at: z.number(), service: z.string() }),
  /** A call that changes the fleet or its balancer. */
  z.object({
    kind: z.literal('act'),
    at: z.number(),
    service: z.string(),
    what: z.string(),
  }),
  z.object({
    kind: z.literal('launched'),
    at: z.number(),
    service: z.string(),
    token: z.string(),
    version: z.string(),
  }),
  z.object({ kind: z.literal('refused'), at: z.number(), service: z.string() }),
  z.object({ kind: z.literal('bad'), at: z.number(), service: z.string() }),
  z.object({ kind: z.literal('paged'), at: z.number(), service: z.string(), key: z.string() }),
  z.object({ kind: z.literal('posted'), at: z.number(), channel: z.string(), key: z.string() }),
  z.object({ kind: z.literal('answered'), at: z.number(), trigger: z.string() }),
  z.object({ kind: z.literal('whispered'), at: z.number() }),
]);
export type Entry = z.infer<typeof Entry>;

/** One server, as the fleet itself knows it. */
export const Machine = z.object({
  id: z.string(),
  service: z.string(),
  version: z.string(),
  users: z.number(),
  admits: z.boolean(),
});
export type Machine = z.infer<typeof Machine>;
