import { sql } from 'kysely';
import type { Delivery } from '../../ports/ledger.ts';
import { canonical } from '../ledger/event-chain.ts';
import type { Database } from './database.ts';

/** Many deliveries in one commit: a sync to disk costs the same for one row as for fifty. */
const mostAtOnce = 50;

type Waiting = {
  readonly delivery: Delivery;
  readonly resolve: (isNew: boolean) => void;
  readonly reject: (cause: unknown) => void;
};

/**
 * Stores deliveries as they come, all that wait in one statement. `db` has connections of its own,
 * so that nobody who waits three seconds waits behind other work.
 */
export function receiving(db: Database): (delivery: Delivery) => Promise<boolean> {
  const waiting: Waiting[] = [];
  let storing = 0;

  function pump(): void {
    while (waiting.length > 0 && storing < 2) {
      const batch = waiting.splice(0, mostAtOnce);
      storing += 1;
      void store(db, batch).finally(() => {
        storing -= 1;
        pump();
      });
    }
  }

  return (delivery) =>
    new Promise<boolean>((resolve, reject) => {
      waiting.push({ delivery, resolve, reject });
      if (waiting.length === 1) setImmediate(pump);
    });
}

async function store(db: Database, batch: readonly Waiting[]): Promise<void> {
  try {
    const added = new Set((await insert(db, batch)).map(({ id }) => id));
    for (const { delivery, resolve } of batch) resolve(added.delete(delivery.id));
  } catch (cause) {
    // One row nobody can store must not take the others with it.
    if (batch.length > 1) await Promise.all(batch.map((one) => store(db, [one])));
    else for (const { reject } of batch) reject(cause);
  }
}

/** The same text for one delivery and for fifty, so that it is planned once. */
async function insert(
  db: Database,
  batch: readonly Waiting[],
): Promise<readonly { readonly id: string }[]> {
  const rows = batch.map(({ delivery: { id, once, body } }) => ({ id, once, body: body ?? null }));
  const { rows: added } = await sql<{ id: string }>`
    insert into inbox (id, once, body) select id, once, coalesce(body, 'null'::jsonb)
    from jsonb_to_recordset(${canonical(rows)}::jsonb) as given (id text, once text, body jsonb)
    on conflict do nothing returning id`.execute(db);
  return added;
}
