import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolConfig } from 'pg';
import { answers } from './debian-postgres.ts';

const program = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer', '/usr/local/bin/pgbouncer'].find(
  (path) => existsSync(path),
);

/** How a pooler lends its connections to the server. */
export type PoolMode = 'session' | 'transaction';

/** What is missing here is said aloud, and fails where nothing may be missing. */
export function hasPgbouncer(): boolean {
  if (program !== undefined) return true;
  if (process.env['CI'] === 'true')
    throw new Error('CI must try the ledger behind PgBouncer: install the package pgbouncer');
  process.stderr.write(
    'LEFT OUT: PgBouncer: the ledger was not tried behind it; install the package pgbouncer\n',
  );
  return false;
}

/** The real one, as its packagers leave it, before a server that listens on a socket. */
export async function startPgbouncer(
  base: string,
  admin: { readonly host: string; readonly port: number; readonly user: string },
  mode: PoolMode,
): Promise<{ config(database: string): PoolConfig; stop(): Promise<void> }> {
  if (program === undefined) throw new Error('there is no pgbouncer');
  const identity = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const place = join(base, 'pgbouncer');
  await mkdir(place, { mode: 0o700 });
  const file = join(place, 'pgbouncer.ini');
  await writeFile(join(place, 'users.txt'), `"${admin.user}" ""\n`);
  await writeFile(file, settings(place, admin, mode));
  if (identity.uid !== undefined) await chown(place, identity.uid, identity.gid);
  const child = spawn(program, ['-q', file], { cwd: '/', stdio: 'ignore', ...identity });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const config = (database: string) => ({ host: place, port: 6432, user: admin.user, database });
  while (!(await answers(config('postgres')))) {
    if (child.exitCode !== null) throw new Error('PgBouncer ended at its start');
    await sleep(30);
  }
  return {
    config,
    stop: async () => {
      child.kill('SIGINT');
      await ended;
    },
  };
}

/** By the transaction, fewer connections than askers: each is lent to many. */
function settings(
  place: string,
  { host, port }: { readonly host: string; readonly port: number },
  mode: PoolMode,
): string {
  return `[databases]
* = host=${host} port=${port}
[pgbouncer]
listen_addr =
listen_port = 6432
unix_socket_dir = ${place}
logfile = ${join(place, 'pgbouncer.log')}
auth_type = trust
auth_file = ${join(place, 'users.txt')}
pool_mode = ${mode}
default_pool_size = ${mode === 'session' ? 40 : 4}
max_client_conn = 200
`;
}
