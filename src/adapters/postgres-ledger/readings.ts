import { sql } from 'kysely';
import { z } from 'zod';
import type { Measurement, MeasurementsWanted } from '../../ports/readings.ts';
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

/** As many as are wanted, oldest first. Which ones is told from their times, without the rest. */
export async function readingsOf(
  db: Database,
  release: string,
  { since, most, upTo }: MeasurementsWanted,
): Promise<readonly Measurement[]> {
  const { rows } = await sql<{ at: number; readings: unknown }>`
    with taken as (
      select at, row_number() over (order by at desc) - 1 as place, count(*) over () as taken
      from readings where release = ${release} and at >= ${since}::float8
    ), wanted as (
      select at from taken
      where place % greatest(1, ceil(taken / ${most}::float8)::int) = 0 or place = taken - 1
      union select max(at) from taken, unnest(${[...upTo]}::float8[]) as moment
      where at <= moment group by moment
    )
    select at, readings from readings join wanted using (at)
    where release = ${release} order by at`.execute(db);
  return rows.map(({ at, readings }) => ({ at, readings: z.array(ReadingRow).parse(readings) }));
}
