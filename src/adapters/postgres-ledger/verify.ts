import { sql, type Transaction } from 'kysely';
import { z } from 'zod';
import { lineKey } from '../../release/state/keys.ts';
import { chainHash } from '../ledger/event-chain.ts';
import type { Database } from './database.ts';
import type { Tables } from './tables.ts';

/**
 * Something in the record that cannot have happened by itself. `seq` is null where a whole stream
 * is concerned.
 */
export type Tampering = {
  readonly stream: string;
  readonly seq: number | null;
  readonly what: string;
};

type Trx = Transaction<Tables>;
type Row = {
  readonly stream: string;
  readonly seq: number;
  readonly body: string;
  readonly hash: string;
};

/** So much is read at once: however long the history, each statement is short and memory small. */
const atOnce = 2_000;

/**
 * Reads the whole record and names every place where it was edited, dropped, swapped or cut. It
 * sees one moment, so that a Davy who writes meanwhile looks like nobody's tampering.
 */
export function verify(db: Database): Promise<readonly Tampering[]> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => [
      ...(await inChains(trx)),
      ...(await inHeads(trx)),
      ...(await inSeals(trx)),
    ]);
}

async function inChains(trx: Trx): Promise<readonly Tampering[]> {
  const found: Tampering[] = [];
  let before: Row = { stream: '', seq: 0, body: '', hash: '' };
  for (;;) {
    const rows = await trx
      .selectFrom('events')
      .select(['stream', 'seq', 'body', 'hash'])
      .where(sql<boolean>`(stream, seq) > (${before.stream}, ${before.seq}::int)`)
      .orderBy('stream')
      .orderBy('seq')
      .limit(atOnce)
      .execute();
    for (const row of rows) {
      const what = wrongIn(row, row.stream === before.stream ? before : null);
      if (what !== null) found.push({ stream: row.stream, seq: row.seq, what });
      before = row;
    }
    if (rows.length < atOnce) return found;
  }
}

function wrongIn({ stream, seq, body, hash }: Row, before: Row | null): string | null {
  if (seq !== (before?.seq ?? 0) + 1) return 'an event before this one is missing';
  if (hash !== chainHash(before?.hash ?? '', body)) return 'the event is not what was recorded';
  return body.includes(`"seq":${seq},"stream":${JSON.stringify(stream)}`)
    ? null
    : 'the event belongs elsewhere';
}

/** Rows of releases and lines name the newest event of their stream. */
async function inHeads(trx: Trx): Promise<readonly Tampering[]> {
  const ofLines = sql`select format(${lineKey('%s')}::text, service) as stream, seq, head,
    row_number() over (order by service) as place from lines`;
  const ofReleases = sql`select id as stream, seq, head, ordinal as place from releases`;
  const found: Tampering[] = [];
  for (const source of [ofReleases, ofLines])
    for (let last = 0, more = true; more;) {
      const { rows } = await sql<{ place: number; stream: string; seq: number; whole: boolean }>`
        select place, stream, part.seq,
          (coalesce(newest.seq, 0), coalesce(newest.hash, '')) = (part.seq, part.head) as whole
        from (select * from (${source}) as named where place > ${last}::bigint
          order by place limit ${atOnce}) as part
        left join lateral (select seq, hash from events where events.stream = part.stream
          order by seq desc limit 1) as newest on true
        order by place`.execute(trx);
      const what = 'the newest event is not the one its row names';
      for (const { stream, seq, whole } of rows) if (!whole) found.push({ stream, seq, what });
      last = rows.at(-1)?.place ?? last;
      more = rows.length === atOnce;
    }
  return found;
}

const Heads = z.record(z.string(), z.tuple([z.number(), z.string()]));

type Sealed = {
  readonly id: number;
  readonly stream: string;
  readonly seq: number;
  readonly head: string;
};

async function inSeals(trx: Trx): Promise<readonly Tampering[]> {
  const found: Tampering[] = [];
  let sealed: Sealed[] = [];
  let before = { id: 0, hash: '' };
  for (;;) {
    const next = await trx
      .selectFrom('checkpoints')
      .select(['id', 'body', 'hash'])
      .where('id', '>', before.id)
      .orderBy('id')
      .limit(20)
      .execute();
    for (const { id, body, hash } of next) {
      if (hash !== chainHash(before.hash, body))
        found.push({
          stream: 'checkpoints',
          seq: id,
          what: 'the checkpoint is not what was sealed',
        });
      before = { id, hash };
      for (const [stream, [seq, head]] of Object.entries(Heads.parse(JSON.parse(body))))
        sealed.push({ id, stream, seq, head });
    }
    if (sealed.length < atOnce && next.length > 0) continue;
    for (let from = 0; from < sealed.length; from += atOnce)
      found.push(...(await notAsSealed(trx, sealed.slice(from, from + atOnce))));
    sealed = [];
    if (next.length === 0) return found;
  }
}

async function notAsSealed(trx: Trx, sealed: readonly Sealed[]): Promise<readonly Tampering[]> {
  const { rows } = await sql<Omit<Sealed, 'head'>>`
    select sealed.id, sealed.stream, sealed.seq
    from jsonb_to_recordset(${JSON.stringify(sealed)}::jsonb)
      as sealed (id int, stream text, seq int, head text)
    left join events on events.stream = sealed.stream and events.seq = sealed.seq
    where events.hash is distinct from sealed.head
    order by sealed.id`.execute(trx);
  return rows.map(({ id, stream, seq }) => ({
    stream,
    seq,
    what: `the event is not the one checkpoint ${id} sealed`,
  }));
}
