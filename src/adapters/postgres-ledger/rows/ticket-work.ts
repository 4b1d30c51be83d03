import { z } from 'zod';
import type {
  TicketOutcome,
  TicketState,
  TicketWork,
  VersionState,
} from '../../../release/tickets/work.ts';
import { exactly } from './exact.ts';

const { strictObject, literal, string, number, boolean, array } = z;

const failed = strictObject({ kind: literal('failed'), why: string() });
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
