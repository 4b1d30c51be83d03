import type { Message } from '../../ports/ledger.ts';
import type { Database } from './database.ts';

/** All messages of a subject, in the order they were claimed. */
export async function storedMessages(db: Database, subject: string): Promise<readonly Message[]> {
  const rows = await db
    .selectFrom('messages')
    .select(['subject', 'kind', 'channel', 'thread', 'ts', 'hash', 'begun_at', 'answer_lost'])
    .where('subject', '=', subject)
    .orderBy('ordinal')
    .execute();
  return rows.map(({ begun_at, answer_lost, ...message }) =>
    begun_at === null
      ? message
      : { ...message, attempt: { at: begun_at, answerLost: answer_lost } },
  );
}

/** One of two that want to post the same message gets the right to. */
export async function addMessage(db: Database, message: Message): Promise<boolean> {
  const added = await db
    .insertInto('messages')
    .values(rowOf(message))
    .onConflict((conflict) => conflict.doNothing())
    .returning('ordinal')
    .executeTakeFirst();
  return added !== undefined;
}

/** What is on the board now. */
export async function saveMessage(db: Database, message: Message): Promise<void> {
  const { subject: _, kind: __, pings: ___, ...changed } = rowOf(message);
  await db
    .insertInto('messages')
    .values(rowOf(message))
    .onConflict((conflict) =>
      conflict.columns(['subject', 'kind']).doUpdateSet((row) => ({
        ...changed,
        pings: row.fn('greatest', ['messages.pings', 'excluded.pings']),
      })),
    )
    .execute();
}

function rowOf({ subject, kind, channel, thread, ts, hash, pings = 0, attempt }: Message) {
  return {
    subject,
    kind,
    channel,
    thread,
    ts,
    hash,
    pings,
    begun_at: attempt?.at ?? null,
    answer_lost: attempt?.answerLost ?? false,
  };
}
