import { z } from 'zod';
import type { Reading } from '../../release/state/reading.ts';
import { canonical } from '../ledger/event-chain.ts';
import type { Database } from './database.ts';
import { ReadingRow } from './rows/watch.ts';

/** Keeps what was measured, for charts. */
export async function saveReadings(
  db: Database,
  release: string,
  at: number,
  readings: readonly Reading[],
): Promise<void> {
  const text = canonical(readings);
  z.array(ReadingRow).parse(JSON.parse(text));
  await db
    .insertInto('readings')
    .values({ release, at, readings: text })
    .onConflict((conflict) => conflict.columns(['release', 'at']).doUpdateSet({ readings: text }))
    .execute();
}

/** From a time on, oldest first. */
export async function readingsSince(
  db: Database,
  release: string,
  since: number,
): Promise<readonly { readonly at: number; readonly readings: readonly Reading[] }[]> {
  const rows = await db
    .selectFrom('readings')
    .select(['at', 'readings'])
    .where('release', '=', release)
    .where('at', '>=', since)
    .orderBy('at')
    .execute();
  return rows.map(({ at, readings }) => ({ at, readings: z.array(ReadingRow).parse(readings) }));
}
