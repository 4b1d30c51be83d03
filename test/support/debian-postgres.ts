import { execFile, spawn } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { chown, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';

const programs = globSync('/usr/lib/postgresql/{13,14,15,16,17,18}/bin').toSorted()[0] ?? '';

/** The major version that this machine's own packages brought; null when there is none. */
export const debianMajor = /postgresql\/(\d+)/.exec(programs)?.[1] ?? null;

const identity = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
const run = promisify(execFile);
let pristine: Promise<string> | undefined;

/**
 * What its packagers' initdb makes. That takes longer than most tests, so it is made once and then
 * copied.
 */
async function emptyCluster(): Promise<string> {
  const name = `davy-initdb-${debianMajor}-${process.getuid?.() ?? 0}`;
  const place = join(import.meta.dirname, '../../node_modules/.cache', name);
  if (existsSync(place)) return place;
  // Whom the server runs as may not get to the project.
  const made = await mkdtemp(join(tmpdir(), `${name}-`));
  await own(made);
  const options = ['-U', 'admin', '--auth', 'trust', '-N'];
  await run(join(programs, 'initdb'), ['-D', made, ...options], { cwd: '/', ...identity });
  const copy = `${place}-${process.pid}`;
  await mkdir(dirname(copy), { recursive: true });
  await run('cp', ['-a', made, copy]);
  await rm(made, { recursive: true, force: true });
  // Whoever was quicker has made the same.
  await rename(copy, place).catch(() => rm(copy, { recursive: true, force: true }));
  return place;
}

async function own(folder: string): Promise<void> {
  if (identity.uid !== undefined) await chown(folder, identity.uid, identity.gid);
}

/**
 * Somebody else's PostgreSQL: an older major, started as its own packagers would, reached by a
 * socket.
 */
export async function startDebianPostgres(base: string) {
  const data = join(base, 'debian');
  await mkdir(data, { mode: 0o700 });
  await own(data);
  await run('cp', ['-a', await (pristine ??= emptyCluster()), join(data, 'pgdata')]);
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
