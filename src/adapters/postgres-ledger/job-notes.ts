import { sql } from 'kysely';
import type { JobNote, JobNotes } from '../../ports/job-notes.ts';
import type { Database } from './database.ts';
import { guarded } from './faults.ts';

/** The book of runners, as rows that only their reader can write over. */
export function jobNotesIn(db: Database): JobNotes {
  return {
    jobNote: (key) => guarded('reading a note of a job', () => jobNoteOf(db, key)),
    saveJobNote: (key, before, note) =>
      guarded('storing a note of a job', () => saveJobNote(db, key, before, note)),
  };
}

async function jobNoteOf(db: Database, key: string): Promise<JobNote | null> {
  const found = await db
    .selectFrom('job_notes')
    .select(['revision', 'note'])
    .where('key', '=', key)
    .executeTakeFirst();
  return found ?? null;
}

/** One statement, so that of two writers who read the same, one is told that it came late. */
async function saveJobNote(
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
