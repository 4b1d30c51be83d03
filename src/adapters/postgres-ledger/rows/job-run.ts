import { z } from 'zod';
import type {
  JobProgress,
  JobRules,
  JobRun,
  RunStep,
  StepEnd,
} from '../../../release/state/job-run.ts';
import { PersonRow } from './build.ts';
import { exactly } from './exact.ts';

const { strictObject, literal, string, number, boolean, array } = z;

/** How a step ended, as stored. */
export const StepEndRow = exactly<StepEnd>()(
  z.discriminatedUnion('kind', [
    strictObject({
      kind: literal('ended'),
      code: number().nullable(),
      how: z.enum(['exit', 'timeout', 'stopped']),
    }),
    strictObject({ kind: literal('lost'), because: z.enum(['killed', 'silent']) }),
    strictObject({
      kind: literal('refused'),
      why: z.enum([
        'host-key-changed',
        'host-unknown',
        'denied',
        'lacks',
        'cannot-write',
        'token-refused',
        'not-accepted',
        'silent',
        'superseded',
      ]),
      detail: string(),
    }),
  ]),
);

/** The rules of a run, as stored. */
export const JobRulesRow = exactly<JobRules>()(
  strictObject({ anytime: boolean(), again: boolean(), timeoutMs: number() }),
);

const RunStepRow = exactly<RunStep>()(
  strictObject({
    on: string().nullable(),
    tries: number(),
    state: z.discriminatedUnion('kind', [
      strictObject({ kind: z.enum(['waiting', 'skipped']) }),
      strictObject({ kind: literal('ordered'), since: number() }),
      strictObject({ kind: literal('over'), since: number(), at: number(), end: StepEndRow }),
    ]),
  }),
);

/** How far a run is, as stored with what it wrote. */
export const JobProgressRow = exactly<JobProgress>()(
  strictObject({ done: number(), of: number().nullable(), failed: number() }),
);

/** A run of a job, as stored with its line. */
export const JobRunRow = exactly<JobRun>()(
  strictObject({
    id: string(),
    job: string(),
    by: PersonRow,
    at: number(),
    reason: string(),
    version: string().nullable(),
    rules: JobRulesRow,
    turn: number(),
    steps: array(RunStepRow),
    stopped: strictObject({ by: PersonRow, at: number() }).nullable(),
  }),
);
