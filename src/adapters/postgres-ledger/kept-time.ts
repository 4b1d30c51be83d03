import { sql, type Transaction } from 'kysely';
import { carryOn, type ToldBefore } from '../../time/kept-time.ts';
import { timing } from '../../time/timing.ts';
import { after } from './after.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Real time as all replicas know it (ms), and by how much the database's clock was just set. */
export type Told = { readonly ms: number; readonly stepMs: number };

/**
 * Tells the time, and carries it on over a step of the database's clock: the row is locked, so one
 * replica puts it right and the others find it so.
 */
export function tellTime(db: Database, before: () => ToldBefore | null): Promise<Told> {
  return db.transaction().execute(async (trx) => {
    const kept = await trx
      .selectFrom('kept_time')
      .select(['ahead_ms as aheadMs', 'last_ms as lastMs'])
      .forUpdate()
      .executeTakeFirstOrThrow();
    // Both after the lock: what was read before it is as old as the wait.
    const clockMs = await clockOf(trx);
    const { aheadMs, lastMs, stepMs } = carryOn(kept, clockMs, before());
    await trx.updateTable('kept_time').set({ ahead_ms: aheadMs, last_ms: lastMs }).execute();
    if (stepMs < 0) await shortenLeases(trx);
    return { ms: lastMs, stepMs };
  });
}

async function clockOf(trx: Transaction<Tables>): Promise<number> {
  const { rows } = await sql<{
    ms: string;
  }>`select (extract(epoch from clock_timestamp()) * 1000)::text as ms`.execute(trx);
  return Number(rows[0]?.ms);
}

/**
 * Leases end by the database's clock: set back, it would keep the work of a dead holder for as long
 * as it was set back. Nobody's ends at once, for a living one may be in the middle of a call.
 */
async function shortenLeases(trx: Transaction<Tables>): Promise<void> {
  const lease = after(timing.leaseMs);
  const lent = after(timing.deliveryLeaseMs);
  await trx
    .updateTable('wakes')
    .set({ leased_until: lease })
    .where('leased_until', '>', lease)
    .execute();
  await trx.updateTable('inbox').set({ lent_until: lent }).where('lent_until', '>', lent).execute();
}
