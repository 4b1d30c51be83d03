import { sql } from 'kysely';
import type { Database } from './database.ts';

/** More than a sort may hold in memory, so it goes to the disk; gone when the statement ends. */
const kept = '64kB';
const rows = 128;

/**
 * Writes a row that means nothing and that no lane claims. A database that only reads just now
 * answers every question all the same; and one whose disk is full still has room for this row, when
 * it has none for a new one. So it is also asked to put something where nothing was before.
 */
export async function touch(db: Database): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`select set_config('work_mem', ${kept}, true)`.execute(trx);
    await sql`with more as materialized
      (select repeat('.', 1000) || n as something from generate_series(1, ${sql.lit(rows)}) as n)
      select max(something) from more`.execute(trx);
    await trx
      .insertInto('wakes')
      .values({ key: 'touched', lane: '', due_at: null })
      .onConflict((conflict) =>
        conflict.columns(['key', 'lane']).doUpdateSet({ tries: sql`wakes.tries # 1` }),
      )
      .execute();
  });
}
