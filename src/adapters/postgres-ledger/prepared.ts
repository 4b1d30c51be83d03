import { createHash } from 'node:crypto';
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';

const Command = z
  .enum(['UPDATE', 'DELETE', 'INSERT', 'SELECT', 'MERGE', 'COMMIT', 'ROLLBACK'])
  .catch('SELECT');

/**
 * Lets PostgreSQL plan each statement once per connection instead of each time: a look at a release
 * takes a dozen small statements, and planning them cost more than doing them. Names do not survive
 * a pooler that lends connections by the transaction, so this is for our own server only.
 */
export function prepared(pool: Pool): PostgresPool {
  const known = new WeakMap<PoolClient, PostgresPoolClient>();
  const names = new Map<string, string>();
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      const before = known.get(client);
      const wrapped = before ?? naming(client, (text) => nameOf(names, text));
      if (!before) known.set(client, wrapped);
      return wrapped;
    },
  };
}

function naming(client: PoolClient, name: (text: string) => string): PostgresPoolClient {
  function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(statement: unknown, parameters: readonly unknown[] = []): unknown {
    if (typeof statement !== 'string') throw new TypeError('the ledger reads no cursors');
    return ask(client, statement, parameters, name);
  }
  return { query, release: (destroy?: boolean) => client.release(destroy) };
}

async function ask(
  client: PoolClient,
  text: string,
  values: readonly unknown[],
  name: (text: string) => string,
): Promise<PostgresQueryResult<unknown>> {
  const { command, rowCount, rows } = await client.query<Record<string, unknown>>({
    name: name(text),
    text,
    values: [...values],
  });
  return { command: Command.parse(command), rowCount: rowCount ?? 0, rows };
}

function nameOf(names: Map<string, string>, text: string): string {
  const before = names.get(text);
  if (before !== undefined) return before;
  const made = createHash('sha256').update(text).digest('hex').slice(0, 32);
  names.set(text, made);
  return made;
}
