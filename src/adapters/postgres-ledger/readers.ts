import { newReader, type Reader } from '../../release/state/reader.ts';
import { canonical } from '../ledger/event-chain.ts';
import type { Database } from './database.ts';
import { readable } from './rows/exact.ts';
import { ReaderRow } from './rows/reader.ts';

/** Somebody who never said anything has the default. */
export async function readerOf(db: Pick<Database, 'selectFrom'>, person: string): Promise<Reader> {
  const row = await db
    .selectFrom('readers')
    .select('state')
    .where('person', '=', person)
    .executeTakeFirst();
  return row ? ReaderRow.parse(row.state) : newReader(person);
}

/** Everybody who ever said something. */
export async function readersOf(db: Database): Promise<readonly Reader[]> {
  const rows = await db.selectFrom('readers').select('state').orderBy('person').execute();
  return rows.map(({ state }) => ReaderRow.parse(state));
}

/** The row is made first, so that two changes of one person wait for each other. */
export function changeReader(
  db: Database,
  person: string,
  change: (reader: Reader) => Reader,
): Promise<Reader> {
  return db.transaction().execute(async (trx) => {
    await trx
      .insertInto('readers')
      .values({ person, state: canonical(newReader(person)) })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const { state } = await trx
      .selectFrom('readers')
      .select('state')
      .where('person', '=', person)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const changed = change(ReaderRow.parse(state));
    const text = canonical(changed);
    readable(ReaderRow, text);
    await trx.updateTable('readers').set({ state: text }).where('person', '=', person).execute();
    return changed;
  });
}
