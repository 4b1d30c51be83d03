import { sql } from 'kysely';
import type { Delivery } from '../../ports/ledger.ts';
import { timing } from '../../time/timing.ts';
import { after } from './after.ts';
import type { Database } from './database.ts';

/** Until when one replica may take over an answer before another tries. */
const lent = after(timing.deliveryLeaseMs);

/** Lends one delivery that nobody has answered: the oldest, or the one that was just received. */
export async function claimDelivery(db: Database, id: string | null): Promise<Delivery | null> {
  const found = await db
    .updateTable('inbox')
    .set(() => ({ lent_until: lent }))
    .where('id', '=', (from) => {
      const free = from
        .selectFrom('inbox as waiting')
        .select('waiting.id')
        .where('waiting.answered_at', 'is', null)
        .where((row) =>
          row.or([
            row('waiting.lent_until', 'is', null),
            row('waiting.lent_until', '<', sql`clock_timestamp()`),
          ]),
        );
      return (id === null ? free : free.where('waiting.id', '=', id))
        .orderBy('waiting.ordinal')
        .limit(1)
        .forUpdate()
        .skipLocked();
    })
    .returning(['id', 'once', 'body'])
    .executeTakeFirst();
  return found ?? null;
}

/** Nobody needs to answer it any more, nor may: where answers went is a way to speak as Davy. */
export async function answered(db: Database, id: string): Promise<void> {
  await db
    .updateTable('inbox')
    .set({
      answered_at: sql`clock_timestamp()`,
      // Whatever is no object has nothing in it to take away.
      body: sql`case jsonb_typeof(body) when 'object'
        then body #- '{slack,response_url}' else body end`,
    })
    .where('id', '=', id)
    .execute();
}
