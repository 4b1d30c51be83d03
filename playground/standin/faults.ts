import { z } from 'zod';
import type { Answered, Asked } from './exchange.ts';

const where = { path: z.string().default('/'), times: z.int().positive().optional() };

const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('down'), ...where }),
  z.strictObject({ kind: z.literal('answer-lost'), ...where }),
  z.strictObject({ kind: z.literal('slow'), ms: z.int().nonnegative(), ...where }),
  z.strictObject({
    kind: z.literal('too-many'),
    retryAfterSeconds: z.int().positive().default(1),
    ...where,
  }),
  z.strictObject({ kind: z.literal('status'), status: z.int().min(400).max(599), ...where }),
  z.strictObject({ kind: z.literal('garbage'), ...where }),
  z.strictObject({ kind: z.literal('drop'), ...where }),
]);

/** One fault that is on: what happens, under which path, and how many times (forever if unsaid). */
type Fault = z.infer<typeof faultSchema>;

/**
 * The faults of one stand-in. `drop` is left to the stand-in: accepted, answered, and forgotten.
 */
export type Faults = {
  readonly take: (path: string) => Fault | undefined;
  readonly drops: (path: string) => boolean;
  readonly control: (asked: Asked) => Answered | undefined;
};

/** Keeps the list of faults that are on: GET shows it, POST adds one, DELETE clears it. */
export function newFaults(): Faults {
  let active: Fault[] = [];
  const use = (wanted: (fault: Fault) => boolean): Fault | undefined => {
    const fault = active.find(wanted);
    if (fault?.times === undefined) return fault;
    const left = fault.times - 1;
    active = active.flatMap((one) =>
      one !== fault ? [one] : left > 0 ? [{ ...one, times: left }] : [],
    );
    return fault;
  };
  const control = (asked: Asked): Answered | undefined => {
    if (asked.url.pathname !== '/_control/faults') return undefined;
    if (asked.method === 'DELETE') active = [];
    if (asked.method === 'POST') {
      const parsed = faultSchema.safeParse(fromJson(asked.body));
      if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
      active = [...active, parsed.data];
    }
    return { status: 200, body: active };
  };
  return {
    take: (path) => use((fault) => fault.kind !== 'drop' && path.startsWith(fault.path)),
    drops: (path) =>
      use((fault) => fault.kind === 'drop' && path.startsWith(fault.path)) !== undefined,
    control,
  };
}

/** JSON of a request body, or undefined: what is not JSON is for the schema to refuse. */
export function fromJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
