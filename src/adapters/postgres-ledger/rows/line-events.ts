import { z } from 'zod';
import { PersonRow, RosterRow } from './build.ts';
import { JobRulesRow, StepEndRow } from './job-run.ts';

const { strictObject, literal, string, number, array } = z;

const said = { at: number(), by: PersonRow };

/** What became of the search for the image of a build. */
export const imageEventRows = [
  strictObject({
    kind: literal('image-awaited'),
    at: number(),
    version: string(),
    commit: string(),
    until: number(),
  }),
  strictObject({
    kind: literal('image-found'),
    at: number(),
    version: string(),
    image: string(),
    among: number().nullable(),
  }),
  strictObject({ kind: literal('image-missed'), at: number(), version: string() }),
] as const;

/** What became of a job that somebody has run. */
export const jobEventRows = [
  strictObject({
    kind: literal('job-asked'),
    ...said,
    id: string(),
    job: string(),
    on: array(string().nullable()),
    reason: string(),
    rules: JobRulesRow,
    roster: RosterRow,
  }),
  strictObject({ kind: literal('job-stopped'), ...said, run: string(), roster: RosterRow }),
  strictObject({ kind: literal('job-ordered'), at: number(), run: string(), step: number() }),
  strictObject({
    kind: literal('job-step-over'),
    at: number(),
    run: string(),
    step: number(),
    end: StepEndRow,
  }),
] as const;
