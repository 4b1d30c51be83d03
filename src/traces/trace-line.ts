import { z } from 'zod';
import { TraceOptions } from './trace-options.ts';
import { TraceRule } from './trace-rule.ts';

/** Seconds, on any clock that the whole trace shares, or a moment as ISO 8601 writes it. */
const Time = z.union([z.number(), z.iso.datetime({ offset: true })]);

/** What could not be read is null or "NaN"; JSON has no other way to say it. */
const Number = z.union([z.number(), z.null(), z.literal('NaN')]);

const Side = z.enum(['new', 'old', 'fresh']);

const About = { id: z.string().default(''), time: Time };
const Server = { side: Side, server: z.string().default('') };

const Count = z.strictObject({
  ...About,
  ...Server,
  signal: z.string(),
  edge: z.number().positive().optional(),
  bad: Number,
  all: Number,
});

const Event = z.discriminatedUnion('event', [
  z.strictObject({ ...About, event: z.literal('restart'), ...Server }),
  z.strictObject({ ...About, event: z.literal('silence'), signal: z.string() }),
  z.strictObject({ ...About, event: z.literal('look') }),
  z.strictObject({ ...About, event: z.literal('users'), ...Server, users: z.number() }),
  z.strictObject({ ...About, event: z.literal('memory'), ...Server, bytes: z.number() }),
  z.strictObject({
    ...About,
    event: z.literal('error-group'),
    group: z.string(),
    known: z.enum(['new', 'known', 'other-stack']),
    fatal: z.boolean().default(false),
    people: z.number(),
    old_people: z.number().default(0),
  }),
]);

const History = z.strictObject({
  id: z.string().default(''),
  history: z.strictObject({
    block: z.int(),
    server: z.string(),
    signal: z.string(),
    edge: z.number().positive().optional(),
    bad: z.number().nonnegative(),
    all: z.number().nonnegative(),
  }),
});

const Rule = z.strictObject({ id: z.string().default(''), rule: TraceRule });

const Options = z.strictObject({ id: z.string().default(''), options: TraceOptions });

const Line = z.union([Count, Event, History, Options, Rule]);

/** One line of a file of traces, as docs/judgement.md describes it. */
export type TraceLine = z.infer<typeof Line>;

/** Reads one line; what is wrong with it is said in zod's words. */
export function readTraceLine(
  text: string,
): { readonly line: TraceLine } | { readonly fault: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { fault: 'is no JSON' };
  }
  const read = schemaOf(json).safeParse(json);
  return read.success ? { line: read.data } : { fault: z.prettifyError(read.error) };
}

/** By its own schema a line is refused for what is wrong with it, not for all that it is not. */
function schemaOf(json: unknown): z.ZodType<TraceLine> {
  if (typeof json !== 'object' || json === null) return Line;
  if ('options' in json) return Options;
  if ('rule' in json) return Rule;
  if ('history' in json) return History;
  return 'event' in json ? Event : Count;
}

/** The time of a line in milliseconds. */
export function traceMs(time: z.infer<typeof Time>): number {
  return typeof time === 'number' ? time * 1_000 : Date.parse(time);
}
