import { z } from 'zod';
import type { Decision, Effect, RefusalCode } from '../../../release/state/decision.ts';
import type { Because } from '../../../release/state/because.ts';
import { newsKinds } from '../../../release/state/news.ts';
import type { Reason, Reasons } from '../../../release/state/reason.ts';
import { worded } from '../../../release/state/worded.ts';
import { PageSummaryRow } from './because.ts';
import { named } from './earlier-names.ts';
import { exactly } from './exact.ts';
import { LineRow, ReleaseRow } from './release.ts';
import { KnownIssueRow } from './seen-error.ts';

const { strictObject, literal, string, number, boolean, array } = z;

/** An effect as it waits. */
export const EffectRow = exactly<Effect>()(
  z.discriminatedUnion('kind', [
    strictObject({
      lane: literal('page'),
      kind: literal('page'),
      key: string(),
      summary: PageSummaryRow,
      severity: z.enum(['critical', 'error']),
      again: literal(true).exactOptional(),
    }),
    strictObject({ lane: literal('page'), kind: literal('resolve-page'), key: string() }),
    strictObject({
      lane: literal('tickets'),
      kind: z.enum(['plan-tickets', 'finish-tickets', 'tell-tickets']),
    }),
    strictObject({
      lane: literal('deploys'),
      kind: z.enum(['register-build', 'record-canary', 'record-live', 'record-way-back']),
    }),
    strictObject({
      lane: literal('news'),
      kind: literal('tell'),
      news: z.enum(newsKinds),
      seq: number(),
    }),
  ]),
);

/** Every code; a record, so that a new one does not compile until it is here. */
const codes = {
  'not-entitled': 0,
  'own-release': 0,
  'already-approved': 0,
  stale: 0,
  'already-decided': 0,
  'too-late': 0,
  locked: 0,
  frozen: 0,
  moving: 0,
  barred: 0,
  'already-running': 0,
  'not-alone': 0,
  'is-live': 0,
  older: 0,
  'image-missing': 0,
  'checks-failed': 0,
  'not-approved': 0,
  'not-soaked': 0,
  unhealthy: 0,
  undecided: 0,
  'no-target': 0,
  'no-such-release': 0,
  'roster-unknown': 0,
  'no-countdown': 0,
  'no-postponement-left': 0,
  'not-held': 0,
  'not-now': 0,
  'nothing-to-do': 0,
} as const satisfies Record<RefusalCode, 0>;

/** Which sentence says no, and its values; before, the sentence itself was kept. */
const ReasonRow = z.union([
  z.preprocess(
    withBecause,
    strictObject({
      says: z.custom<Reason['says']>((says) => typeof says === 'string'),
      values: z.custom<Reason['values']>((values) => Array.isArray(values)),
    }),
  ),
  string().transform((text): Reason => ({ says: 'worded', values: [text] })),
]);

/** Which value of a refusal is a reason of others; before, it was a sentence, empty for none. */
const reasonsAt: Readonly<Record<string, number>> = {
  locked: 1,
  barred: 1,
  barredAgain: 1,
  comesBack: 1,
  decided: 3,
  isRollingBack: 1,
  noWayBack: 1,
  liveBarred: 1,
} satisfies { readonly [Says in Reasoned]: number };

/** Refusals that hold why something else was decided. */
type Reasoned = {
  [Says in keyof Reasons]: Extract<Reasons[Says][number], Because> extends never ? never : Says;
}[keyof Reasons];

function withBecause(row: unknown): unknown {
  if (typeof row !== 'object' || row === null || !('says' in row) || !('values' in row)) return row;
  const { says, values } = row;
  if (typeof says !== 'string' || !Array.isArray(values)) return row;
  const at = Object.hasOwn(reasonsAt, says) ? reasonsAt[says] : undefined;
  const given: readonly unknown[] = values;
  return {
    says,
    values: given.map((value, i) =>
      i !== at || typeof value !== 'string' ? value : value === '' ? null : worded(value),
    ),
  };
}

/** What came of a delivery, kept so that the same delivery gets the same answer. */
export const DecisionRow = exactly<Decision>()(
  named(
    'decision',
    z.discriminatedUnion('kind', [
      strictObject({
        kind: literal('moved'),
        line: LineRow,
        release: ReleaseRow.nullable(),
        born: ReleaseRow.nullable(),
        effects: array(EffectRow),
        supersedes: boolean(),
        known: array(KnownIssueRow).exactOptional(),
        given: array(
          strictObject({ service: string(), version: string(), image: string() }),
        ).exactOptional(),
      }),
      strictObject({ kind: literal('measured-only'), line: LineRow, release: ReleaseRow }),
      strictObject({
        kind: literal('refused'),
        code: z.custom<RefusalCode>(
          (code) => typeof code === 'string' && Object.hasOwn(codes, code),
        ),
        because: ReasonRow,
      }),
    ]),
  ),
);
