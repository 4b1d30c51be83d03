import { sql, type Transaction } from 'kysely';
import { LostLease } from '../../ports/errors.ts';
import type { Claim, Ledger } from '../../ports/ledger.ts';
import type { Owned, Room, WakeUp } from '../../ports/work.ts';
import { timing } from '../../time/timing.ts';
import { type Lane, lanes } from '../../release/state/decision.ts';
import { z } from 'zod';
import { superseded } from '../ledger/superseded.ts';
import { after } from './after.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Until when work stays lent without a sign of life, on the database's own clock. */
const lease = after(timing.leaseMs);

/** The channel on which replicas tell each other that there is work. */
export const channel = 'davy_wakes';

const ClaimRow = z.object({
  key: z.string(),
  lane: z.enum(lanes),
  fence: z.number(),
  tries: z.number(),
  failingSince: z.number().nullable(),
  urgent: z.boolean(),
  service: z.string().nullable(),
});

/**
 * Lends the most overdue work, urgent work first. Work whose holder fell silent counts as due since
 * ever.
 */
export async function claimWork(
  db: Database,
  wanted: readonly Lane[],
  now: number,
  room: Room = { urgent: [], full: [] },
): Promise<(Claim & Owned) | null> {
  const full = room.full.map(({ lane, service }) => `${lane} ${service}`);
  const { rows } = await sql`
    update wakes set leased_until = ${lease}, fence = wakes.fence + 1, due_at = null
    from (
      select key, lane from wakes
      where (
          (lane = any(${[...wanted]}::text[])
            and (service is null or lane || ' ' || service <> all(${full}::text[])))
          or (urgent is true and lane = any(${[...room.urgent]}::text[])))
        and (
        (leased_until is null and due_at <= ${now}::float8) or leased_until < clock_timestamp())
      order by urgent is true desc, leased_until is null, due_at limit 1
      for update skip locked) as due
    where wakes.key = due.key and wakes.lane = due.lane
    returning wakes.key, wakes.lane, fence, tries, failing_since as "failingSince",
      urgent is true as urgent, service`.execute(db);
  return rows[0] === undefined ? null : ClaimRow.parse(rows[0]);
}

/**
 * Shows that the holder is alive. A lease that ran out and that nobody took is still the holder's.
 */
export async function renewLease(db: Database, claim: Claim, seq?: number): Promise<void> {
  const row = await mine(db, claim)
    .set(() => ({ leased_until: lease }))
    .returning((from) =>
      from.selectFrom('releases').select('seq').whereRef('id', '=', 'wakes.key').as('recorded'),
    )
    .executeTakeFirst();
  if (!row) throw lost(claim);
  if (seq !== undefined && row.recorded !== seq) throw superseded(claim, seq, row.recorded);
}

/** Gives work back. A wish made while it was lent stands, if it is the earlier one. */
export async function settleWork(
  db: Database,
  claim: Claim,
  { dueAt, failed, now }: Parameters<Ledger['settle']>[1],
): Promise<void> {
  const { numUpdatedRows } = await mine(db, claim)
    .set({
      leased_until: null,
      due_at: sql`least(due_at, ${dueAt}::float8)`,
      ...(failed
        ? { tries: sql`tries + 1`, failing_since: sql`coalesce(failing_since, ${now}::float8)` }
        : { tries: 0, failing_since: null }),
    })
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw lost(claim);
  // What is due later the poll finds: a notice for each would wake everybody for nothing.
  if (dueAt !== null && dueAt <= now) await tellReplicas(db);
}

/**
 * Wishes for work; of several wishes the earliest wins. Always in the same order, so that two
 * wishers never wait for each other.
 */
export async function wakeAt(
  db: Database | Transaction<Tables>,
  wishes: readonly WakeUp[],
  how: 'aloud' | 'quietly' = 'aloud',
): Promise<void> {
  const earliest = new Map<string, WakeUp>();
  for (const one of wishes) {
    const id = `${one.lane} ${one.key}`;
    const known = earliest.get(id);
    const said = { ...known, ...one };
    earliest.set(id, known && known.dueAt < one.dueAt ? { ...said, dueAt: known.dueAt } : said);
  }
  if (earliest.size === 0) return;
  const rows = [...earliest]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { key, lane, dueAt, urgent, service }]) => ({
      key,
      lane,
      due_at: dueAt,
      urgent: urgent ?? null,
      service: service ?? null,
    }));
  await db
    .insertInto('wakes')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['key', 'lane']).doUpdateSet({
        due_at: sql`least(wakes.due_at, excluded.due_at)`,
        urgent: sql`coalesce(excluded.urgent, wakes.urgent)`,
        service: sql`coalesce(excluded.service, wakes.service)`,
      }),
    )
    .execute();
  if (how === 'aloud') await tellReplicas(db);
}

/** Makes sure, until the transaction ends, that the work stays lent to the caller. */
export async function holding(trx: Transaction<Tables>, claim: Claim): Promise<void> {
  const row = await trx
    .selectFrom('wakes')
    .select('fence')
    .where('key', '=', claim.key)
    .where('lane', '=', claim.lane)
    .where('fence', '=', claim.fence)
    .where('leased_until', 'is not', null)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw lost(claim);
}

function mine(db: Database, claim: Claim) {
  return db
    .updateTable('wakes')
    .where('key', '=', claim.key)
    .where('lane', '=', claim.lane)
    .where('fence', '=', claim.fence)
    .where('leased_until', 'is not', null);
}

function lost({ key, lane, fence }: Claim): LostLease {
  return new LostLease(
    `${lane} work for ${key} (fence ${fence}) is not lent to this worker any more`,
  );
}

async function tellReplicas(db: Database | Transaction<Tables>): Promise<void> {
  await sql`select pg_notify(${channel}, '')`.execute(db);
}
