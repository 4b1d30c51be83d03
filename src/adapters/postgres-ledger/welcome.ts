import { sql } from 'kysely';
import type { Database } from './database.ts';

/** Refuses a database that would lose or never take a decision; answers who we are there. */
export async function welcome(db: Database): Promise<string> {
  const { rows } = await sql<{ role: string; version: number; standby: boolean; durable: boolean }>`
    select current_user::text as role, current_setting('server_version_num')::int as version,
      pg_is_in_recovery() as standby, current_setting('fsync') = 'on'
      and current_setting('synchronous_commit') not in ('off') as durable`.execute(db);
  const [found] = rows;
  if (!found || found.version < 130_000)
    throw new Error(`PostgreSQL 13 or newer is needed; this is ${found?.version}`);
  if (found.standby)
    throw new Error(
      'DATABASE_URL leads to a standby, which takes no decisions; give the address of the writer',
    );
  if (!found.durable)
    throw new Error(
      'this PostgreSQL runs with fsync or synchronous_commit off, ' +
        'so an acknowledged decision could be lost; turn both on',
    );
  return found.role;
}
