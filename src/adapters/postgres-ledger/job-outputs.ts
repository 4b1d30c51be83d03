import { sql } from 'kysely';
import type { Claim } from '../../ports/ledger.ts';
import type { JobOutput } from '../../release/state/job-run.ts';
import type { Database } from './database.ts';
import { holding } from './wakes.ts';

/** What the hosts of a run wrote, in the order of its steps. */
export function jobOutputsOf(db: Database, run: string): Promise<readonly JobOutput[]> {
  return db
    .selectFrom('job_outputs')
    .select(['run', 'step', 'output'])
    .where('run', '=', run)
    .orderBy('step')
    .execute();
}

/** PostgreSQL takes every character but one; it is shown as what stands for the unreadable. */
const noText = '\u0000';

/** Keeps it, if the work is still lent to the caller: what is older never covers what is newer. */
export async function saveJobOutput(
  db: Database,
  claim: Claim,
  { run, step, output }: JobOutput,
): Promise<void> {
  const text = output.replaceAll(noText, '\uFFFD');
  await db.transaction().execute(async (trx) => {
    await holding(trx, claim);
    await trx
      .insertInto('job_outputs')
      .values({ run, step, output: text })
      .onConflict((conflict) =>
        conflict
          .columns(['run', 'step'])
          .doUpdateSet({ output: text, written_at: sql`clock_timestamp()` }),
      )
      .execute();
  });
}
