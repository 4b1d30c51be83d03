import type { Message } from '../../ports.ts';
import type { Database } from './database.ts';

/** All messages of a subject, in the order they were claimed. */
export function messagesOf(db: Database, subject: string): Promise<readonly Message[]> {
  return db.selectFrom('messages').select(['subject', 'kind', 'channel', 'thread', 'ts', 'hash']).where('subject', '=', subject).orderBy('ordinal').execute();
}

/** One of two that want to post the same message gets the right to. */
export async function addMessage(db: Database, message: Message): Promise<boolean> {
  const added = await db.insertInto('messages').values(rowOf(message)).onConflict((conflict) => conflict.doNothing()).returning('ordinal').executeTakeFirst();
  return added !== undefined;
}

/** What is on the board now. */
export async function saveMessage(db: Database, message: Message): Promise<void> {
  const { channel, thread, ts, hash } = message;
  await db.insertInto('messages').values(rowOf(message)).onConflict((conflict) => conflict.columns(['subject', 'kind']).doUpdateSet((row) => ({ channel, thread, ts, hash, pings: row.fn('greatest', ['messages.pings', 'excluded.pings']) }))).execute();
}

function rowOf({ subject, kind, channel, thread, ts, hash, pings = 0 }: Message): Message {
  return { subject, kind, channel, thread, ts, hash, pings };
}
