import { z } from 'zod';
import type { ErrorWord, KnownIssue } from '../../../release/state/known-issue.ts';
import type { SeenError } from '../../../release/state/seen-error.ts';
import type { Frame, Trace } from '../../../changes/trace.ts';
import { PersonRow } from './build.ts';
import { exactly } from './exact.ts';
import { IssueRow } from './watch.ts';

const { strictObject, literal, string, number, boolean, array } = z;

/** What may be said of an error. */
export const ErrorWordRow = z.enum([
  'ours-blocks',
  'known',
  'not-this-release',
] as const satisfies readonly ErrorWord[]);

/** A word on an error as stored. */
export const KnownIssueRow = exactly<KnownIssue>()(
  strictObject({
    service: string(),
    fingerprint: string(),
    title: string(),
    word: ErrorWordRow,
    until: number().nullable(),
    version: string(),
    by: PersonRow,
    at: number(),
    reason: string(),
    undone: strictObject({ by: PersonRow, at: number() }).nullable(),
  }),
);

const FrameRow = exactly<Frame>()(
  strictObject({ path: string(), function: string(), line: number().nullable() }),
);

const TraceRow = exactly<Trace>()(
  z.discriminatedUnion('kind', [
    strictObject({ kind: literal('traced'), frames: array(FrameRow) }),
    strictObject({ kind: literal('untraced'), why: string() }),
  ]),
);

/** An error of a build as stored. */
export const SeenErrorRow = exactly<SeenError>()(
  strictObject({
    service: string(),
    version: string(),
    issue: IssueRow,
    foundAt: number(),
    place: number(),
    ownCard: boolean(),
    trace: TraceRow.nullable(),
    author: PersonRow.nullable(),
  }),
);
