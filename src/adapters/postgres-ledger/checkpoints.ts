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
/** So many events are looked at for one checkpoint; a longer history gets several. */
const atOnce = 20_000;

/**
 * Seals the heads that moved since the last checkpoint, chained to it; answers the newest one. Null
 * when nothing moved.
 */
export async function makeCheckpoints(db: Database): Promise<Checkpoint | null> {
  let newest: Checkpoint | null = null;
  for (;;) {
    const { made, isAll } = await makeCheckpoint(db);
    newest = made ?? newest;
    if (isAll) return newest;
  }
}

type Made = { readonly made: Checkpoint | null; readonly isAll: boolean };

async function makeCheckpoint(db: Database): Promise<Made> {
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
      .select(['stream', 'seq', 'hash', 'id'])
      .where('id', '>', (last?.last_event ?? 0) - overlap)
      .orderBy('id')
      .limit(atOnce)
      .execute();
    const isAll = moved.length < atOnce;
    const newest = Math.max(last?.last_event ?? 0, moved.at(-1)?.id ?? 0);
    const body = canonical(headsOf(moved));
    if (last && body === last.body) return { made: null, isAll: true };
    const hash = chainHash(last?.hash ?? '', body);
    const { id } = await trx
      .insertInto('checkpoints')
      .values({ last_event: newest, body, hash })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { made: { id, hash }, isAll };
  });
}

type Head = { readonly stream: string; readonly seq: number; readonly hash: string };

/** The newest event of each stream, wherever it stands. */
function headsOf(events: readonly Head[]): Readonly<Record<string, readonly [number, string]>> {
  const heads = new Map<string, readonly [number, string]>();
  for (const { stream, seq, hash } of events)
    if (seq > (heads.get(stream)?.[0] ?? 0)) heads.set(stream, [seq, hash]);
  return Object.fromEntries(heads);
}
