import { z } from 'zod';
import type { Felt } from '../../../release/state/felt.ts';
import { exactly } from './exact.ts';

const { strictObject, string, number, boolean, array } = z;

/** What people notice of a build that is bad. */
export const FeltRow = exactly<Felt>()(
  strictObject({
    before: string().nullable(),
    tells: array(string()),
    errors: strictObject({
      groups: number(),
      never: boolean(),
      what: z.enum(['new', 'regressed', 'escalating', 'mixed']),
      users: number(),
      times: number(),
    }).nullable(),
    requests: strictObject({
      signal: string(),
      failing: number(),
      before: number().nullable(),
    }).nullable(),
  }),
);
