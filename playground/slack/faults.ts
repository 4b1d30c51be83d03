import { z } from 'zod';

const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rate-limit'),
    method: z.string().optional(),
    channel: z.string().optional(),
    seconds: z.number().positive(),
  }),
  z.strictObject({ kind: z.literal('outage'), how: z.enum(['refuse', '503']).default('refuse') }),
  z.strictObject({
    kind: z.literal('slow'),
    method: z.string().optional(),
    ms: z.number().nonnegative(),
  }),
  z.strictObject({
    kind: z.literal('answer-lost'),
    method: z.string().optional(),
    times: z.int().positive().default(1),
  }),
  z.strictObject({
    kind: z.literal('error'),
    method: z.string().optional(),
    error: z.string(),
    times: z.int().positive().default(1),
  }),
  z.strictObject({
    kind: z.literal('duplicate'),
    times: z.int().positive().default(1),
    afterMs: z.int().nonnegative().default(0),
  }),
]);

/** One thing that is wrong with Slack, on purpose. */
export type Fault = z.infer<typeof faultSchema>;

type Held = {
  readonly fault: Fault;
  readonly until: number | undefined;
  readonly left: number | undefined;
};

/** What is wrong with Slack now; a fault ends by its time, by its count, or by being taken away. */
export type Faults = {
  readonly add: (
    value: unknown,
  ) =>
    { readonly ok: true; readonly fault: Fault } | { readonly ok: false; readonly error: string };
  readonly clear: (kind: string | undefined) => void;
  readonly list: () => readonly Fault[];
  readonly outage: () => 'refuse' | '503' | undefined;
  /** Seconds to wait, if this call is over its limit. */
  readonly limited: (method: string, channel: string | undefined) => number | undefined;
  readonly slowMs: (method: string) => number;
  /** Uses up one of the faults that are counted. */
  readonly take: (
    kind: 'answer-lost' | 'error' | 'duplicate',
    method?: string,
  ) => Fault | undefined;
};

/** Keeps the faults that are on. */
export function newFaults(now: () => number): Faults {
  let held: Held[] = [];
  const active = () => {
    held = held.filter(({ until, left }) => (until === undefined || until > now()) && left !== 0);
    return held;
  };
  const on = (fault: Fault, method: string | undefined) =>
    !('method' in fault) || fault.method === undefined || fault.method === method;
  const add: Faults['add'] = (value) => {
    const parsed = faultSchema.safeParse(value);
    if (!parsed.success) return { ok: false, error: z.prettifyError(parsed.error) };
    const fault = parsed.data;
    const until = fault.kind === 'rate-limit' ? now() + fault.seconds * 1000 : undefined;
    held = [...active(), { fault, until, left: 'times' in fault ? fault.times : undefined }];
    return { ok: true, fault };
  };
  return {
    add,
    clear: (kind) => {
      held = kind === undefined ? [] : held.filter(({ fault }) => fault.kind !== kind);
    },
    list: () => active().map(({ fault }) => fault),
    outage: () => active().flatMap(({ fault }) => (fault.kind === 'outage' ? [fault.how] : []))[0],
    limited: (method, channel) => {
      const hit = active().find(
        ({ fault }) =>
          fault.kind === 'rate-limit' &&
          on(fault, method) &&
          (fault.channel ?? channel) === channel,
      );
      return hit?.until === undefined
        ? undefined
        : Math.max(1, Math.ceil((hit.until - now()) / 1000));
    },
    slowMs: (method) =>
      active().reduce(
        (ms, { fault }) => ms + (fault.kind === 'slow' && on(fault, method) ? fault.ms : 0),
        0,
      ),
    take: (kind, method) => {
      const hit = active().find(({ fault }) => fault.kind === kind && on(fault, method));
      held = held.map((one) => (one === hit ? { ...one, left: (one.left ?? 1) - 1 } : one));
      return hit?.fault;
    },
  };
}
