import { sql } from 'kysely';
import type { JobNote } from '../../ports/ledger.ts';
import type { Database } from './database.ts';

/** What a runner wrote under this key; null before it did. */
export async function jobNoteOf(db: Database, key: string): Promise<JobNote | null> {
  const found = await db
    .selectFrom('job_notes')
    .select(['revision', 'note'])
    .where('key', '=', key)
    .executeTakeFirst();
  return found ?? null;
}

/** One statement, so that of two writers who read the same, one is told that it came late. */
export async function saveJobNote(
  db: Database,
  key: string,
  before: number,
  note: string,
): Promise<boolean> {
  if (before === 0) {
    const made = await db
      .insertInto('job_notes')
      .values({ key, revision: 1, note })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .executeTakeFirst();
    return made.numInsertedOrUpdatedRows === 1n;
  }
  const changed = await db
    .updateTable('job_notes')
    .set({ revision: before + 1, note, written_at: sql`clock_timestamp()` })
    .where('key', '=', key)
    .where('revision', '=', before)
    .executeTakeFirst();
  return changed.numUpdatedRows === 1n;
}
