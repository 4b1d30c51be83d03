import { sql } from 'kysely';
import { canonical, chainHash } from '../ledger/event-chain.ts';
import type { Database } from './database.ts';

/**
 * A hash of everything up to now. Kept outside the database, it proves later that nothing before it
 * was changed.
 */
export type Checkpoint = { readonly id: number; readonly hash: string };

/**
 * Numbers are given before a transaction ends, so an event may appear behind one that was counted
 * already.
 */
const overlap = 1_000;

/** Seals the heads that moved since the last checkpoint, chained to it. Null when nothing moved. */
export async function makeCheckpoint(db: Database): Promise<Checkpoint | null> {
  return db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(7284002)`.execute(trx);
    const last = await trx
      .selectFrom('checkpoints')
      .selectAll()
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
    const moved = await trx
      .selectFrom('events')
      .distinctOn('stream')
      .select(['stream', 'seq', 'hash', 'id'])
      .where('id', '>', (last?.last_event ?? 0) - overlap)
      .orderBy('stream')
      .orderBy('seq', 'desc')
      .execute();
    const newest = Math.max(last?.last_event ?? 0, ...moved.map((event) => event.id));
    const body = canonical(
      Object.fromEntries(moved.map(({ stream, seq, hash }) => [stream, [seq, hash]])),
    );
    if (last && body === last.body) return null;
    const hash = chainHash(last?.hash ?? '', body);
    const { id } = await trx
      .insertInto('checkpoints')
      .values({ last_event: newest, body, hash })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { id, hash };
  });
}
