import { z } from 'zod';
import type { Decision, Effect, RefusalCode } from '../../../release/state/decision.ts';
import type { Reason } from '../../../release/state/reason.ts';
import { named } from './earlier-names.ts';
import { exactly } from './exact.ts';
import { LineRow, ReleaseRow } from './release.ts';
import { KnownIssueRow } from './seen-error.ts';

const { strictObject, literal, string, boolean, array } = z;

/** An effect as it waits. */
export const EffectRow = exactly<Effect>()(
  z.discriminatedUnion('kind', [
    strictObject({
      lane: literal('page'),
      kind: literal('page'),
      key: string(),
      summary: string(),
      severity: z.enum(['critical', 'error']),
      again: literal(true).exactOptional(),
    }),
    strictObject({ lane: literal('page'), kind: literal('resolve-page'), key: string() }),
    strictObject({
      lane: literal('tickets'),
      kind: z.enum(['plan-tickets', 'finish-tickets', 'tell-tickets']),
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
  strictObject({
    says: z.custom<Reason['says']>((says) => typeof says === 'string'),
    values: z.custom<Reason['values']>((values) => Array.isArray(values)),
  }),
  string().transform((text): Reason => ({ says: 'worded', values: [text] })),
]);

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
