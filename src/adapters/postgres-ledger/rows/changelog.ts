import { z } from 'zod';
import type { Change, Changelog } from '../../../changes/changelog.ts';
import { readCare, storedCare } from './care.ts';
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
    care: array(string().transform(readCare)),
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

/** A comparison as it is stored: reasons to take care are words there since ever. */
export function storedChangelog(log: Changelog): object {
  const stored = (change: Change) => ({ ...change, care: change.care.map(storedCare) });
  return { ...log, changes: log.changes.map(stored), removed: log.removed.map(stored) };
}
