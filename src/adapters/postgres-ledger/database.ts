import { Kysely, PostgresDialect } from 'kysely';
import { type ClientBase, Pool, type PoolConfig, types } from 'pg';
import { limited, type TimeLimits, limitSession, usualLimits } from './limits.ts';
import { prepared } from './prepared.ts';
import type { Tables } from './tables.ts';

/** The ledger's database, typed. */
export type Database = Kysely<Tables>;

const { INT8 } = types.builtins;

/** Settings every connection has, unless it is told otherwise: a number is a number. */
export function connectionSettings(config: PoolConfig): PoolConfig {
  return {
    types: {
      getTypeParser: (id, format) => (id === INT8 ? safeNumber : types.getTypeParser(id, format)),
    },
    connectionTimeoutMillis: 3_000,
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

/** How many connections at once, whose server it is, and how long its work may take. */
export type PoolOptions = {
  readonly max: number;
  readonly server: ServerOwner;
  readonly limits?: TimeLimits;
};

/**
 * Opens a pool. Connections grow old quickly, so that after a fail-over none keeps talking to the
 * old writer.
 */
export function openDatabase(
  config: PoolConfig,
  { max, server, limits = usualLimits }: PoolOptions,
): Database {
  return new Kysely<Tables>({ dialect: dialectOf(config, { max, server, limits }) });
}

/** How Kysely talks to it. */
export function dialectOf(
  config: PoolConfig,
  { max, server, limits }: Required<PoolOptions>,
): PostgresDialect {
  const lent = new WeakSet<ClientBase>();
  // The pool waits for the answer, though its types promise nothing.
  const onConnect: (client: ClientBase) => unknown = async (client) => {
    client.on('error', () => {});
    if (await limitSession(client, limits)) lent.add(client);
  };
  const pool = new Pool({
    ...connectionSettings(config),
    max,
    maxLifetimeSeconds: 60,
    idleTimeoutMillis: 30_000,
    onConnect,
  });
  // A connection that is cut is replaced at the next query. Without a listener, lent or idle, it
  // would end the process.
  pool.on('error', () => {});
  return new PostgresDialect({
    pool: server === 'ours' ? prepared(pool) : limited(pool, limits, (client) => lent.has(client)),
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
