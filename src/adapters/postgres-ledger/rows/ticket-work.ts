import { z } from 'zod';
import type {
  TicketOutcome,
  TicketState,
  TicketWork,
  VersionState,
} from '../../../release/tickets/work.ts';
import type { TicketTrouble } from '../../../release/tickets/trouble.ts';
import { worded } from '../../../release/state/worded.ts';
import { WordsRow } from './because.ts';
import { exactly } from './exact.ts';

const { strictObject, literal, string, number, boolean, array } = z;

const order = z.discriminatedUnion('kind', [WordsRow, strictObject({ kind: literal('gone') })]);

const TroubleRow = exactly<TicketTrouble>()(
  z.discriminatedUnion('kind', [
    WordsRow,
    strictObject({ kind: z.enum(['gone', 'no-ticket', 'no-project']) }),
    strictObject({ kind: literal('no-answer'), system: string() }),
    strictObject({ kind: literal('asks-for'), to: string(), fields: array(string()) }),
    strictObject({
      kind: literal('no-way'),
      from: string(),
      to: string(),
      instead: array(string()),
    }),
    strictObject({ kind: z.enum(['version-not-set', 'not-commented']), because: order }),
  ]),
);

/** Before, all of it was one sentence. */
const TroublesRow = z.preprocess(
  (row) => (typeof row === 'string' ? [worded(row)] : row),
  array(TroubleRow),
);

const failed = strictObject({ kind: literal('failed'), why: TroublesRow });
const OutcomeRow = exactly<TicketOutcome>()(
  z.discriminatedUnion('kind', [
    strictObject({ kind: z.enum(['open', 'ready', 'moved', 'already', 'told']) }),
    failed,
  ]),
);
const TicketRow = exactly<TicketState>()(
  strictObject({
    key: string(),
    title: string().nullable(),
    status: string().nullable(),
    ordered: boolean(),
    unsureSince: number().nullable(),
    faults: number(),
    outcome: OutcomeRow,
  }),
);
const VersionRow = exactly<VersionState>()(
  strictObject({
    project: string(),
    outcome: z.discriminatedUnion('kind', [
      strictObject({ kind: z.enum(['open', 'there', 'released']) }),
      failed,
    ]),
  }),
);

/** The tickets of a release as stored. */
export const TicketWorkRow = exactly<TicketWork>()(
  strictObject({
    release: string(),
    stage: z.enum(['plan', 'live', 'back']),
    done: string(),
    version: string().nullable(),
    tickets: array(TicketRow),
    versions: array(VersionRow),
    since: number(),
    endedAt: number().nullable(),
    silentSince: number().nullable(),
    silenceTold: boolean(),
  }),
);
