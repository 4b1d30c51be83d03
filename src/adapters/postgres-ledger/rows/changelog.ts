import { z } from 'zod';
import type { Change, Changelog } from '../../../changes/changelog.ts';
import { exactly } from './exact.ts';

const { strictObject, string, number, array } = z;

/** A change as it was read from the history. */
const ChangeRow = exactly<Change>()(
  strictObject({
    commit: string(),
    title: string(),
    author: strictObject({ name: string(), email: string() }),
    at: number(),
    group: z.enum(['care', 'feature', 'fix', 'internal']),
    care: array(string()),
    files: array(string()),
    tickets: array(string()),
    pull: strictObject({ number: number(), url: string().nullable() }).nullable(),
  }),
);

const end = strictObject({ version: string(), commit: string() });

/** A comparison as stored. */
export const ChangelogRow = exactly<Changelog>()(
  strictObject({
    service: string(),
    from: end,
    to: end,
    changes: array(ChangeRow),
    removed: array(ChangeRow),
    url: string().nullable(),
  }),
);
