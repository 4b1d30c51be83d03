/**
 * # src/adapters/postgres-ledger/rows
 *
 * What stands in the rows, and how it is read: everything is parsed on its way in, and rows of
 * earlier versions are understood.
 */

import { z } from 'zod';
import {
  actsWithReason,
  type Because,
  type Said,
  troubles,
} from '../../../release/state/because.ts';
import { gaps, type Missing } from '../../../release/state/missing.ts';
import { terminalActs } from '../../../release/state/at-terminal.ts';
import type { PageSummary } from '../../../release/state/page-summary.ts';
import type { Limit } from '../../../release/state/reading.ts';
import type { SignalFacts, SignalResult } from '../../../release/state/verdict.ts';
import { singleStates } from '../../../release/state/single.ts';
import { type Worded, worded } from '../../../release/state/worded.ts';
import { exactly } from './exact.ts';
import { FeltRow } from './felt.ts';
import { FindingRow, PageBecauseRow } from './judgement.ts';

const { strictObject, literal, string, number, array } = z;

/** Worded of others, as stored. */
export const WordsRow = exactly<Worded>()(strictObject({ kind: literal('words'), text: string() }));

/**
 * A value, or the sentence that a Davy before stored where the value stands now: nobody takes that
 * apart, it is shown as it is.
 */
export function orSentence<S extends z.ZodType>(schema: S) {
  return z.preprocess((row) => (typeof row === 'string' ? worded(row) : row), schema);
}

/** How a value is judged. */
export const LimitRow = exactly<Limit>()(
  z.discriminatedUnion('kind', [
    strictObject({ kind: literal('max'), value: number() }),
    strictObject({ kind: literal('min'), value: number() }),
    strictObject({
      kind: literal('worse-by'),
      share: number(),
      floor: number(),
      better: literal('higher').exactOptional(),
    }),
  ]),
);

/** Why a value is missing. */
export const MissingRow = orSentence(
  exactly<Missing>()(
    z.discriminatedUnion('kind', [
      WordsRow,
      strictObject({ kind: literal('no-answer'), system: string() }),
      strictObject({ kind: z.enum(gaps) }),
    ]),
  ),
);

const FactsRow = exactly<SignalFacts>()(
  z.discriminatedUnion('kind', [
    WordsRow,
    strictObject({
      kind: literal('measured'),
      value: number(),
      unit: string(),
      baseline: number().nullable(),
      past: literal(true).exactOptional(),
      limit: LimitRow,
      known: number(),
    }),
    strictObject({ kind: literal('missing'), why: MissingRow }),
    strictObject({ kind: literal('counted'), finding: FindingRow }),
    strictObject({ kind: literal('certain'), because: PageBecauseRow }),
  ]),
);

/** What one signal said; before, its facts were a sentence called `text`. */
export const SignalRow = z.preprocess(
  withFacts,
  exactly<SignalResult>()(
    strictObject({
      signal: string(),
      says: z.enum(['pass', 'fail', 'both-bad', 'missing']),
      facts: FactsRow,
    }),
  ),
);

function withFacts(row: unknown): unknown {
  if (typeof row !== 'object' || row === null || !('text' in row)) return row;
  const { text, ...rest } = row;
  return typeof text === 'string' ? { ...rest, facts: worded(text) } : row;
}

/** What somebody did, and why. */
export const SaidRow = exactly<Said>()(
  strictObject({
    kind: literal('said'),
    act: z.enum(actsWithReason),
    who: string(),
    reason: string(),
    cause: z.lazy((): z.ZodType<Because> => BecauseRow).exactOptional(),
  }),
);

const inner = z.lazy((): z.ZodType<Because> => BecauseRow);

/** Why something is as it is. */
export const BecauseRow: z.ZodType<Because> = orSentence(
  exactly<Because>()(
    z.discriminatedUnion('kind', [
      WordsRow,
      SaidRow,
      strictObject({ kind: z.enum(troubles) }),
      strictObject({ kind: literal('not-approved-in-time') }),
      strictObject({
        kind: literal('unhealthy'),
        signals: array(SignalRow),
        felt: FeltRow.exactOptional(),
        postponed: z.enum(['fatal', 'twice-as-bad']).exactOptional(),
      }),
      strictObject({ kind: literal('went-live'), name: string() }),
      strictObject({ kind: literal('checks-failed'), failed: number() }),
      strictObject({ kind: literal('replaced'), who: string(), name: string() }),
      strictObject({ kind: literal('rolled-back-with'), name: string(), because: inner }),
      strictObject({ kind: literal('was-rolled-back'), name: string(), because: inner }),
      strictObject({ kind: literal('was-finished-by-hand'), name: string(), said: SaidRow }),
      strictObject({
        kind: literal('plan-changed'),
        changes: array(
          strictObject({ line: string(), from: string().nullable(), to: string().nullable() }),
        ),
        more: number(),
      }),
      strictObject({ kind: literal('contains-blocked'), version: string(), because: inner }),
      strictObject({
        kind: literal('not-configured'),
        failed: number(),
        late: number(),
        of: number(),
      }),
      strictObject({
        kind: literal('no-capacity'),
        servers: number(),
        tries: number(),
        said: string(),
      }),
      strictObject({
        kind: literal('single-stands'),
        single: string(),
        where: string(),
        state: z.enum(singleStates),
        downSince: number().nullable(),
        worked: literal(true).exactOptional(),
      }),
      strictObject({ kind: literal('reconnects-failed'), share: number(), max: number() }),
    ]),
  ),
);

/** What people were called for. */
export const PageSummaryRow: z.ZodType<PageSummary> = orSentence(
  exactly<PageSummary>()(
    z.discriminatedUnion('kind', [
      WordsRow,
      strictObject({
        kind: z.enum(['countdown', 'rolling-back', 'stuck', 'no-servers']),
        name: string(),
        because: BecauseRow,
      }),
      strictObject({ kind: literal('unhealthy-return'), name: string() }),
      strictObject({ kind: literal('not-measured'), name: string(), minutes: number() }),
      strictObject({
        kind: z.enum(['cannot-tell', 'unproven']),
        name: string(),
        signals: array(SignalRow),
      }),
      strictObject({
        kind: literal('at-terminal'),
        name: string(),
        act: z.enum(terminalActs),
        who: string(),
        host: string(),
        reason: string(),
      }),
      strictObject({ kind: literal('came-back'), name: string(), servers: array(string()) }),
      strictObject({
        kind: literal('unanswered'),
        about: z.lazy((): z.ZodType<PageSummary> => PageSummaryRow),
      }),
    ]),
  ),
);
