import { sql } from 'kysely';
import type { Database } from './database.ts';

/** What is kept of looks at a release, and when it was written. */
const ofLooks = [
  ['readings', 'taken_at'],
  ['looks', 'taken_at'],
  ['soaks', 'written_at'],
] as const;

const long = sql<Date>`clock_timestamp() - interval '30 days'`;

/**
 * Deliveries outlive every repetition, readings every chart, looks everybody who judges them again,
 * and what a job wrote everybody who wanted to read it; what was decided from them is in the events
 * for good.
 */
export async function forgetOld(db: Database): Promise<void> {
  await db.deleteFrom('inbox').where('answered_at', '<', long).execute();
  await db.deleteFrom('outcomes').where('decided_at', '<', long).execute();
  await db.deleteFrom('job_notes').where('written_at', '<', long).execute();
  await db.deleteFrom('job_outputs').where('written_at', '<', long).execute();
  for (const [table, written] of ofLooks)
    await db
      .deleteFrom(table)
      .where(sql.ref(written), '<', long)
      .where('release', 'not in', (from) =>
        from.selectFrom('releases').select('id').where('open', '=', sql.lit(true)),
      )
      .execute();
}
