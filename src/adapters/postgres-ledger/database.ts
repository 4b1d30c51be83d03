import { Kysely, PostgresDialect } from 'kysely';
import { Pool, type PoolConfig, types } from 'pg';
import { prepared } from './prepared.ts';
import type { Tables } from './tables.ts';

/** The ledger's database, typed. */
export type Database = Kysely<Tables>;

const { INT8 } = types.builtins;

/**
 * Settings every connection has, unless it is told otherwise: nothing may wait for ever, and a
 * number is a number.
 */
export function connectionSettings(config: PoolConfig): PoolConfig {
  return {
    types: {
      getTypeParser: (id, format) => (id === INT8 ? safeNumber : types.getTypeParser(id, format)),
    },
    connectionTimeoutMillis: 3_000,
    statement_timeout: 5_000,
    idle_in_transaction_session_timeout: 5_000,
    query_timeout: 10_000,
    keepAlive: true,
    ...config,
  };
}

/**
 * Whose server it is. `ours`: no pooler stands between, so a statement may be planned once for each
 * connection.
 */
export type ServerOwner = 'ours' | 'theirs';

/**
 * Opens a pool. Connections grow old quickly, so that after a fail-over none keeps talking to the
 * old writer.
 */
export function openDatabase(
  config: PoolConfig,
  max: number,
  server: ServerOwner = 'theirs',
): Database {
  const pool = new Pool({
    ...connectionSettings(config),
    max,
    maxLifetimeSeconds: 60,
    idleTimeoutMillis: 30_000,
  });
  // A connection that is cut is replaced at the next query. Without a listener, lent or idle, it
  // would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: server === 'ours' ? prepared(pool) : pool }),
  });
}

/**
 * All our numbers are counts and milliseconds; one that JavaScript cannot hold is a fault, not a
 * rounding.
 */
function safeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new RangeError(`the database holds ${text}, which is too large for a count`);
  return value;
}
