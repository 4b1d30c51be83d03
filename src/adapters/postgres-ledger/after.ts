/**
 * # src/adapters/postgres-ledger
 *
 * The ledger in PostgreSQL: one file for each thing it keeps. Decides what happens in one
 * transaction, and who has a piece of work.
 */

import { type RawBuilder, sql } from 'kysely';

/**
 * So long from now on the database's own clock, which all replicas share. The number stands in the
 * statement, so that it stays one statement for whoever plans it once.
 */
export function after(ms: number): RawBuilder<Date> {
  return sql<Date>`clock_timestamp() + ${sql.lit(ms)} * interval '1 millisecond'`;
}
