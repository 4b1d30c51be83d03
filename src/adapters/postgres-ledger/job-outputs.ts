import { sql } from 'kysely';
import type { Claim } from '../../ports/ledger.ts';
import type { JobOutput } from '../../release/state/job-run.ts';
import type { Database } from './database.ts';
import { JobProgressRow } from './rows/job-run.ts';
import { holding } from './wakes.ts';

/** What the hosts of a run wrote, in the order of its steps. */
export async function jobOutputsOf(db: Database, run: string): Promise<readonly JobOutput[]> {
  const rows = await db
    .selectFrom('job_outputs')
    .select(['run', 'step', 'output', 'progress'])
    .where('run', '=', run)
    .orderBy('step')
    .execute();
  return rows.map((row) => ({ ...row, progress: JobProgressRow.nullable().parse(row.progress) }));
}

/** PostgreSQL takes every character but one; it is shown as what stands for the unreadable. */
const noText = '\u0000';

/** Keeps it, if the work is still lent to the caller: what is older never covers what is newer. */
export async function saveJobOutput(
  db: Database,
  claim: Claim,
  { run, step, output, progress }: JobOutput,
): Promise<void> {
  const text = output.replaceAll(noText, '\uFFFD');
  const row = { output: text, progress: progress && JSON.stringify(progress) };
  await db.transaction().execute(async (trx) => {
    await holding(trx, claim);
    await trx
      .insertInto('job_outputs')
      .values({ run, step, ...row })
      .onConflict((conflict) =>
        conflict
          .columns(['run', 'step'])
          .doUpdateSet({ ...row, written_at: sql`clock_timestamp()` }),
      )
      .execute();
  });
}
