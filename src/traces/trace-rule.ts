import { z } from 'zod';
import type { JudgeOptions } from '../release/state/judge-options.ts';
import type { Measure, Ruler } from '../release/verdict/ruler.ts';

const { strictObject, string, number, boolean, array } = z;

const options = strictObject({
  soakMs: number(),
  atMostMs: number(),
  countdownMs: number(),
  holdsDeadline: boolean(),
  warmUpMs: number(),
  fresh: boolean(),
  users: number(),
  errorsWorseBy: number(),
  errorsFloor: number(),
  slowerBy: number(),
  fastEnoughMs: number(),
  newErrorPeople: number(),
  fatalIsCertain: boolean(),
  required: array(z.enum(['errors', 'latency'])),
}) satisfies z.ZodType<JudgeOptions>;

const measure = strictObject({
  signal: string(),
  usual: number().nullable(),
  spread: number(),
  bunching: number(),
  limit: number(),
  floor: number().nullable(),
}) satisfies z.ZodType<Measure>;

const ruler = strictObject({
  learned: boolean(),
  measures: array(measure),
}) satisfies z.ZodType<Ruler>;

/**
 * By what a release of Davy's own was judged, to the last digit: instead of what davy.yml says, and
 * of the history that was learned from.
 */
export const TraceRule = strictObject({ options, ruler });
