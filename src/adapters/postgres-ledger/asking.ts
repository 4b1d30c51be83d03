import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';

const Command = z
  .enum(['UPDATE', 'DELETE', 'INSERT', 'SELECT', 'MERGE', 'COMMIT', 'ROLLBACK'])
  .catch('SELECT');

type Answer = {
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: Record<string, unknown>[];
};

/** How one statement is put to one connection. */
export type Asking = (
  client: PoolClient,
  text: string,
  values: readonly unknown[],
) => Promise<Answer>;

/** A pool whose connections put every statement as `ask` says: what the driver itself cannot. */
export function poolThat(pool: Pool, ask: Asking): PostgresPool {
  const known = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      const before = known.get(client);
      const wrapped = before ?? asking(client, ask);
      if (!before) known.set(client, wrapped);
      return wrapped;
    },
  };
}

function asking(client: PoolClient, ask: Asking): PostgresPoolClient {
  function query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query(statement: unknown, parameters: readonly unknown[] = []): unknown {
    if (typeof statement !== 'string') throw new TypeError('the ledger reads no cursors');
    return answered(ask(client, statement, parameters));
  }
  return { query, release: (destroy?: boolean) => client.release(destroy) };
}

async function answered(asked: Promise<Answer>): Promise<PostgresQueryResult<unknown>> {
  const { command, rowCount, rows } = await asked;
  return { command: Command.parse(command), rowCount: rowCount ?? 0, rows };
}
