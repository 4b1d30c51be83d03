import { z } from 'zod';
import type { Approval } from '../../../release/state/release.ts';
import type { Rights } from '../../../release/state/standing.ts';
import { PersonRow } from './build.ts';
import { exactly } from './exact.ts';

const { strictObject, string, number, array } = z;

/** A yes as stored. */
export const ApprovalRow = exactly<Approval>()(
  strictObject({
    by: PersonRow,
    team: string(),
    at: number(),
    image: string(),
    plan: string(),
    kept: string().exactOptional(),
    same: string().exactOptional(),
  }),
);

/** By what right: left out by a Davy that asked for none. */
export const StandingRow = exactly<Rights>()(
  strictObject({
    at: number(),
    is: z.enum(['member', 'outside', 'unknown', 'at-terminal']),
    as: array(string()),
    may: array(string()),
  }),
).exactOptional();
