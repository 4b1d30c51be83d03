import { setTimeout as sleep } from 'node:timers/promises';
import { asAdministrator, type SocketConfig } from './connect.ts';
import type { Postmaster } from './server.ts';

/**
 * Davy's own role, which owns no table and so cannot rewrite its history, and the one that owns
 * them.
 */
export type Roles = { readonly config: SocketConfig; readonly owner: SocketConfig };

/** The name under which each bot keeps one connection open, so that the others see it is there. */
export const keeperName = 'davy supervisor';

/** Makes both roles and the database where they are missing. */
export async function prepareRoles({ socket }: Postmaster): Promise<Roles> {
  await asAdministrator(socket, async (client) => {
    for (const role of ['davy_owner', 'davy']) {
      const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
      if (!rowCount) await client.query(`create role ${role} login`);
    }
    const { rowCount } = await client.query("select from pg_database where datname = 'davy'");
    if (!rowCount) await client.query('create database davy owner davy_owner');
  });
  const place = { host: socket, port: 5432, database: 'davy' };
  return { config: { ...place, user: 'davy' }, owner: { ...place, user: 'davy_owner' } };
}

/**
 * Whether no other bot uses this server. `left` is our own connection, which takes a moment to go.
 */
export async function nobodyElse({ socket }: Postmaster, left: number | null): Promise<boolean> {
  return asAdministrator(socket, async (client) => {
    for (;;) {
      const { rows } = await client.query<{ pid: number }>(
        'select pid from pg_stat_activity where application_name = $1',
        [keeperName],
      );
      if (!rows.some((row) => row.pid === left)) return rows.length === 0;
      await sleep(10);
    }
  }).catch(() => true);
}
