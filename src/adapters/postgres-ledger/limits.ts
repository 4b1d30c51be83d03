import type { ClientBase, Pool } from 'pg';
import type { PostgresPool } from 'kysely';
import { poolThat } from './asking.ts';

/**
 * How long one statement may take, and how long a transaction may stand still (ms; 0: as long as it
 * takes).
 */
export type TimeLimits = { readonly statementMs: number; readonly idleMs: number };

/** Nothing may wait for ever. */
export const usualLimits: TimeLimits = { statementMs: 5_000, idleMs: 5_000 };

/** A migration may take its time, and so may waiting for the replica that does it. */
export const noLimits: TimeLimits = { statementMs: 0, idleMs: 0 };

/**
 * Whether something stands between us and the server that lends its connections: the process that
 * answers is then another than the one that greeted.
 */
export async function isPooled(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid !== greetedBy(client);
}

/**
 * Sets the limits once a connection is made, in one statement: for the whole session where it is
 * ours alone, for this statement only (so not at all) where a pooler lends it to others, too.
 * Poolers refuse them as parameters of the start.
 */
export async function limitSession(client: ClientBase, limits: TimeLimits): Promise<boolean> {
  const { rows } = await client.query<{ pooled: boolean }>(
    `select pg_backend_pid() <> $1::int as pooled,
       set_config('statement_timeout', $2, pg_backend_pid() <> $1::int),
       set_config('idle_in_transaction_session_timeout', $3, pg_backend_pid() <> $1::int)`,
    [greetedBy(client), String(limits.statementMs), String(limits.idleMs)],
  );
  return rows[0]?.pooled ?? true;
}

/**
 * Behind a pooler each transaction sets its own limits, in the same message that begins it. All
 * locks are taken by transactions, so single statements wait for none of them longer.
 */
export function limited(
  pool: Pool,
  { statementMs, idleMs }: TimeLimits,
  isLent: (client: ClientBase) => boolean,
): PostgresPool {
  const limits =
    `set local statement_timeout = ${statementMs}; ` +
    `set local idle_in_transaction_session_timeout = ${idleMs}`;
  return poolThat(pool, async (client, text, values) => {
    if (!/^(begin|start transaction)/.test(text) || !isLent(client))
      return client.query<Record<string, unknown>>(text, [...values]);
    await client.query(`${text}; ${limits}`);
    return { command: '', rowCount: 0, rows: [] };
  });
}

function greetedBy(client: ClientBase): number {
  return 'processID' in client && typeof client.processID === 'number' ? client.processID : -1;
}
