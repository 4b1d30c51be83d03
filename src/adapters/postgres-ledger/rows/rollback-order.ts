import { z } from 'zod';
import type { RollbackOrder } from '../../../release/servers/rollback-order.ts';
import { PersonRow } from './build.ts';
import { exactly } from './exact.ts';
import { LineRow, ReleaseRow } from './release.ts';

const { strictObject, string, number, array } = z;

/** A rollback order, of the same rows as the ledger, so that an older one is read as they are. */
export const RollbackOrderRow = exactly<RollbackOrder>()(
  strictObject({
    service: string(),
    at: number(),
    line: LineRow,
    releases: array(ReleaseRow),
    taken: strictObject({
      by: PersonRow,
      user: string(),
      host: string(),
      reason: string(),
      at: number(),
    }).nullable(),
  }),
);
