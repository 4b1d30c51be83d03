import { sql } from 'kysely';
import type { Database } from './database.ts';

/**
 * Writes a row that means nothing and that no lane claims. A database whose disk is full, or that
 * only reads just now, answers every question all the same.
 */
export async function touch(db: Database): Promise<void> {
  await db
    .insertInto('wakes')
    .values({ key: 'touched', lane: '', due_at: null })
    .onConflict((conflict) =>
      conflict.columns(['key', 'lane']).doUpdateSet({ tries: sql`wakes.tries # 1` }),
    )
    .execute();
}
