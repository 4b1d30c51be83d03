import { sql } from 'kysely';
import type { Database } from './database.ts';

const long = sql<Date>`clock_timestamp() - interval '30 days'`;

/**
 * Deliveries outlive every repetition, readings every chart, and what a job wrote everybody who
 * wanted to read it; what was decided from them is in
 * the events for good.
 */
export async function forgetOld(db: Database): Promise<void> {
  await db.deleteFrom('inbox').where('answered_at', '<', long).execute();
  await db.deleteFrom('outcomes').where('decided_at', '<', long).execute();
  await db.deleteFrom('job_notes').where('written_at', '<', long).execute();
  await db.deleteFrom('job_outputs').where('written_at', '<', long).execute();
  await db
    .deleteFrom('readings')
    .where('taken_at', '<', long)
    .where('release', 'not in', (from) =>
      from.selectFrom('releases').select('id').where('open', '=', sql.lit(true)),
    )
    .execute();
}
