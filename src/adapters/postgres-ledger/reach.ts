import { once } from 'node:events';
import { Client, type PoolConfig } from 'pg';
import { connectionSettings } from './database.ts';
import { isPooled } from './limits.ts';

const channel = 'davy_doctor';
const patienceMs = 3_000;

/**
 * What stands between Davy and its database. `hears`: whether a notice arrives at the place that is
 * named for them; null where none is named.
 */
export type Reach = {
  readonly version: string;
  readonly connections: number;
  readonly pooled: boolean;
  readonly hears: boolean | null;
  /** What its clock shows. */
  readonly nowMs: number;
};

/** Looks how the database is reached. Changes nothing there, and makes no table. */
export async function reachOf(config: PoolConfig, listen: PoolConfig | null): Promise<Reach> {
  return connected(config, async (client) => {
    const { rows } = await client.query<{ version: string; connections: number }>(
      `select current_setting('server_version') as version,
         current_setting('max_connections')::int as connections`,
    );
    const [found] = rows;
    if (!found) throw new Error('the database says nothing of itself');
    const pooled = await isPooled(client);
    const heard = listen === null ? null : await connected(listen, (ear) => hears(client, ear));
    const { rows: clock } = await client.query<{ now: number }>(
      `select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`,
    );
    return { ...found, pooled, hears: heard, nowMs: clock[0]?.now ?? 0 };
  });
}

async function hears(mouth: Client, ear: Client): Promise<boolean> {
  await ear.query(`listen ${channel}`);
  const heard = once(ear, 'notification', { signal: AbortSignal.timeout(patienceMs) }).then(
    () => true,
    () => false,
  );
  await mouth.query(`select pg_notify($1, '')`, [channel]);
  const answer = await heard;
  await ear.query(`unlisten ${channel}`);
  return answer;
}

async function connected<T>(config: PoolConfig, ask: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client(connectionSettings({ application_name: 'davy doctor', ...config }));
  client.on('error', () => {});
  try {
    await client.connect();
    return await ask(client);
  } finally {
    await client.end().catch(() => {});
  }
}
