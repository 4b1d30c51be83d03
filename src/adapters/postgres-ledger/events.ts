import type { Transaction } from 'kysely';
import { z } from 'zod';
import type { Recorded } from '../../ports/ledger.ts';
import type { Event } from '../../release/state/event.ts';
import { chainHash, eventText } from '../ledger/event-chain.ts';
import type { Database } from './database.ts';
import { EventRow } from './rows/event.ts';
import type { Tables } from './tables.ts';
import { readKey } from '../../release/state/keys.ts';

const Body = z.strictObject({ stream: z.string(), seq: z.number(), event: EventRow });

/** Adds one event to the end of its stream; the caller holds the lock of the stream's row. */
export async function recordEvent(
  trx: Transaction<Tables>,
  stream: { readonly name: string; readonly seq: number; readonly head: string },
  event: Event,
): Promise<void> {
  const { name, seq } = stream;
  const body = eventText(name, seq, event);
  Body.parse(JSON.parse(body));
  const head = chainHash(stream.head, body);
  await trx.insertInto('events').values({ stream: name, seq, body, hash: head }).execute();
  const about = readKey(name);
  if (about?.kind === 'line')
    await trx.updateTable('lines').set({ head }).where('service', '=', about.service).execute();
  else await trx.updateTable('releases').set({ head }).where('id', '=', name).execute();
}

/** The story of a stream, first event first. */
export async function eventsOf(db: Database, stream: string): Promise<readonly Recorded[]> {
  const rows = await db
    .selectFrom('events')
    .select(['seq', 'body', 'hash'])
    .where('stream', '=', stream)
    .orderBy('seq')
    .execute();
  return rows.map(({ seq, body, hash }) => {
    const { event } = Body.parse(JSON.parse(body));
    return { stream, seq, event, at: event.at, hash };
  });
}
