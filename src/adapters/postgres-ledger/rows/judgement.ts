import { z } from 'zod';
import type { JudgeOptions } from '../../../release/state/judge-options.ts';
import type { Judgement } from '../../../release/state/judgement.ts';
import { exactly } from './exact.ts';

const { strictObject, string, number, boolean, array, literal, discriminatedUnion } = z;

/** Both sides of one signal. */
export const PairedRow = strictObject({
  bad: number(),
  all: number(),
  oldBad: number(),
  oldAll: number(),
});

/** What people were called for. */
export const PageBecauseRow = discriminatedUnion('kind', [
  strictObject({ kind: literal('worse'), signal: string() }),
  strictObject({ kind: literal('new-error'), group: string() }),
  strictObject({ kind: literal('crash-loop') }),
  strictObject({ kind: literal('leak') }),
]);

/** One line of the table. */
export const FindingRow = strictObject({
  signal: string(),
  counted: PairedRow,
  times: number(),
  limit: number(),
  proven: number(),
  leftMs: number().nullable(),
  onceIn: number(),
});

const LacksRow = discriminatedUnion('kind', [
  strictObject({ kind: literal('time') }),
  strictObject({ kind: literal('users') }),
  strictObject({ kind: literal('unproven'), signal: string() }),
  strictObject({ kind: literal('unheard'), signal: string() }),
  strictObject({ kind: literal('lately'), signal: string() }),
  strictObject({ kind: literal('doubted'), signal: string() }),
  strictObject({ kind: literal('new-error'), group: string() }),
  strictObject({ kind: literal('leaving') }),
  strictObject({ kind: literal('leaking') }),
]);

/** What counts said at a look. */
export const JudgementRow = exactly<Judgement>()(
  strictObject({
    kind: z.enum(['watching', 'undecided', 'paged', 'rolled-back', 'passed', 'asks']),
    watchedMs: number(),
    missing: array(string()),
    missingSince: number().nullable(),
    page: strictObject({
      at: number(),
      because: PageBecauseRow,
      times: number(),
      surely: boolean(),
    }).nullable(),
    stoodDown: number(),
    lacks: array(LacksRow),
    findings: array(FindingRow),
  }),
);

/** What davy.yml said of a verdict. */
export const JudgeOptionsRow = exactly<JudgeOptions>()(
  strictObject({
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
    fastEnoughMs: number().default(0),
    newErrorPeople: number(),
    fatalIsCertain: boolean(),
    required: array(z.enum(['errors', 'latency'])),
  }),
);
