import { sql } from 'kysely';
import { z } from 'zod';
import { canonical, chainHash } from '../ledger/event-chain.ts';
import type { Database } from './database.ts';
import { lineKey } from '../../release/state/keys.ts';

/**
 * Something in the record that cannot have happened by itself. `seq` is null where a whole stream
 * is concerned.
 */
export type Tampering = {
  readonly stream: string;
  readonly seq: number | null;
  readonly what: string;
};

/**
 * A hash of everything up to now. Kept outside the database, it proves later that nothing before it
 * was changed.
 */
export type Checkpoint = { readonly id: number; readonly hash: string };

const Heads = z.record(z.string(), z.tuple([z.number(), z.string()]));

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

/** Reads the whole record and names every place where it was edited, dropped, swapped or cut. */
export async function verify(db: Database): Promise<readonly Tampering[]> {
  const events = await db
    .selectFrom('events')
    .select(['stream', 'seq', 'body', 'hash'])
    .orderBy('stream')
    .orderBy('seq')
    .execute();
  const streams = Map.groupBy(events, (event) => event.stream);
  const chains = [...streams].flatMap(([stream, rows]) => faultsOf(stream, rows));
  const heads = await db
    .selectFrom('releases')
    .select(['id as stream', 'seq', 'head'])
    .unionAll(
      db
        .selectFrom('lines')
        .select([sql<string>`format(${lineKey('%s')}::text, service)`.as('stream'), 'seq', 'head']),
    )
    .execute();
  const cut = heads.flatMap(({ stream, seq, head }) => {
    const newest = streams.get(stream)?.at(-1);
    return (newest?.seq ?? 0) === seq && (newest?.hash ?? '') === head
      ? []
      : [{ stream, seq, what: 'the newest event is not the one its row names' }];
  });
  return [...chains, ...cut, ...(await againstCheckpoints(db, streams))];
}

type Row = {
  readonly stream: string;
  readonly seq: number;
  readonly body: string;
  readonly hash: string;
};

function faultsOf(stream: string, rows: readonly Row[]): readonly Tampering[] {
  return rows.flatMap(({ seq, body, hash }, index) => {
    const before = rows[index - 1];
    if (seq !== (before?.seq ?? 0) + 1)
      return [{ stream, seq, what: 'an event before this one is missing' }];
    if (hash !== chainHash(before?.hash ?? '', body))
      return [{ stream, seq, what: 'the event is not what was recorded' }];
    return body.includes(`"seq":${seq},"stream":${JSON.stringify(stream)}`)
      ? []
      : [{ stream, seq, what: 'the event belongs elsewhere' }];
  });
}

async function againstCheckpoints(
  db: Database,
  streams: ReadonlyMap<string, readonly Row[]>,
): Promise<readonly Tampering[]> {
  const found: Tampering[] = [];
  let before = '';
  for (const { id, body, hash } of await db
    .selectFrom('checkpoints')
    .select(['id', 'body', 'hash'])
    .orderBy('id')
    .execute()) {
    if (hash !== chainHash(before, body))
      found.push({ stream: 'checkpoints', seq: id, what: 'the checkpoint is not what was sealed' });
    before = hash;
    for (const [stream, [seq, head]] of Object.entries(Heads.parse(JSON.parse(body)))) {
      if (streams.get(stream)?.[seq - 1]?.hash !== head)
        found.push({ stream, seq, what: `the event is not the one checkpoint ${id} sealed` });
    }
  }
  return found;
}
