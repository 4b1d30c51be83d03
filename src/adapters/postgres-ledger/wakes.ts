import { sql, type Transaction } from 'kysely';
import { LostLease } from '../../ports/errors.ts';
import type { Claim, Ledger } from '../../ports/ledger.ts';
import type { WakeUp } from '../../ports/work.ts';
import { timing } from '../../time/timing.ts';
import type { Lane } from '../../release/state/decision.ts';
import { superseded } from '../ledger/superseded.ts';
import { after } from './after.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/** Until when work stays lent without a sign of life, on the database's own clock. */
const lease = after(timing.leaseMs);

/** The channel on which replicas tell each other that there is work. */
export const channel = 'davy_wakes';

/** Who hears of work: whether a worker of this process takes it, and how to wake that one. */
export type Hints = { isTakenHere(lane: Lane): boolean; tellHere(): void };

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

/**
 * Gives work back. A wish made while it was lent stands, if it is the earlier one. Work that nobody
 * wishes for any more is forgotten: fences come from a sequence, so the same work never gets an old
 * one. An older Davy beside us counts fences up by itself: a row ahead of the sequence stays.
 */
export async function settleWork(
  db: Database,
  claim: Claim,
  { dueAt, failed, now }: Parameters<Ledger['settle']>[1],
  hints: Hints,
): Promise<void> {
  if (dueAt === null && !failed && (await forgotten(db, claim))) return;
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
  if (dueAt !== null && dueAt <= now) await tellOthers(db, [claim], hints);
}

/** Deletes the row of the claim, unless somebody wished for the work meanwhile. */
async function forgotten(db: Database, { key, lane, fence }: Claim): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('wakes')
    .where('key', '=', key)
    .where('lane', '=', lane)
    .where('fence', '=', fence)
    .where('leased_until', 'is not', null)
    .where('due_at', 'is', null)
    .where('fence', '<=', sql<number>`(select last_value from fences)`)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Wishes for work outside a decision. */
export async function wish(db: Database, wishes: readonly WakeUp[], hints: Hints): Promise<void> {
  await wakeAt(db, wishes, hints);
  if (wishes.length > 0) hints.tellHere();
}

/**
 * Writes wishes down; of several the earliest wins. Always in the same order, so that two wishers
 * never wait for each other. Without hints nobody is told: the poll finds it.
 */
export async function wakeAt(
  db: Database | Transaction<Tables>,
  wishes: readonly WakeUp[],
  hints: Hints | null,
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
  if (hints) await tellOthers(db, wishes, hints);
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

/**
 * One notice for all of them, and none where a worker of this process takes the work: each takes a
 * lock on the whole server when it is committed, and wakes every replica.
 */
async function tellOthers(
  db: Database | Transaction<Tables>,
  wishes: readonly Pick<WakeUp, 'lane'>[],
  hints: Hints,
): Promise<void> {
  if (wishes.every(({ lane }) => hints.isTakenHere(lane))) return;
  await sql`select pg_notify(${channel}, '')`.execute(db);
}
