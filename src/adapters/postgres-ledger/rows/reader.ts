import { z } from 'zod';
import type { Reader } from '../../../release/state/reader.ts';
import { exactly } from './exact.ts';

const { strictObject, string, number, boolean, array } = z;

/** What a person follows, as stored. */
export const ReaderRow = exactly<Reader>()(
  strictObject({
    person: string(),
    follows: array(string()),
    tell: array(z.enum(['needs-me', 'live', 'rolled-back'])),
    daily: boolean(),
    weekly: boolean(),
    quiet: strictObject({ from: number(), until: number() }).nullable(),
    openedAt: number().nullable(),
    greeted: boolean(),
    home: string(),
  }),
);
