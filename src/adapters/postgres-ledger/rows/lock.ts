import { z } from 'zod';
import type { Recall } from '../../../release/state/remembered.ts';
import { BecauseRow } from './because.ts';
import { PersonRow } from './build.ts';
import { exactly } from './exact.ts';

const { strictObject, string, number, array } = z;

/** A pre-release that has to come back, as stored. */
export const RecallRow = exactly<Recall>()(
  strictObject({
    release: string(),
    because: BecauseRow,
    by: PersonRow.nullable(),
    end: z.enum(['replaced', 'stopped']),
  }),
);

/** A freeze as stored. */
export const FreezeRow = strictObject({
  since: number().default(0),
  until: number(),
  reason: string(),
  by: PersonRow,
  asks: array(strictObject({ by: PersonRow, at: number() })).default([]),
});

/** A lock as stored. */
export const LockRow = strictObject({ reason: BecauseRow, since: number(), release: string() });
