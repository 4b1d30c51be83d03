import { execFile, spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';

const programs = globSync('/usr/lib/postgresql/{13,14,15,16,17,18}/bin').toSorted()[0] ?? '';

/** The major version that this machine's own packages brought; null when there is none. */
export const debianMajor = /postgresql\/(\d+)/.exec(programs)?.[1] ?? null;

/**
 * Somebody else's PostgreSQL: an older major, started as its own packagers would, reached by a
 * socket.
 */
export async function startDebianPostgres(base: string) {
  const data = join(base, 'debian');
  const identity = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  await mkdir(data, { mode: 0o700 });
  if (identity.uid !== undefined) await chown(data, identity.uid, identity.gid);
  await promisify(execFile)(
    join(programs, 'initdb'),
    ['-D', join(data, 'pgdata'), '-U', 'admin', '--auth', 'trust', '-N'],
    { cwd: '/', ...identity },
  );
  const child = spawn(
    join(programs, 'postgres'),
    [
      '-D',
      join(data, 'pgdata'),
      '-c',
      'listen_addresses=',
      '-c',
      `unix_socket_directories=${data}`,
    ],
    { cwd: '/', stdio: 'ignore', ...identity },
  );
  const ended = new Promise((resolve) => child.once('close', resolve));
  const admin = { host: data, port: 5432, user: 'admin', database: 'postgres' };
  while (!(await answers(admin))) await sleep(30);
  return {
    admin,
    stop: async () => {
      child.kill('SIGQUIT');
      await ended;
    },
  };
}

/** Whether somebody takes connections there. */
export async function answers(config: object): Promise<boolean> {
  const client = new Client(config);
  client.on('error', () => {});
  return client
    .connect()
    .then(() => client.end())
    .then(
      () => true,
      () => false,
    );
}
