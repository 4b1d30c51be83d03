import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { identity } from './run-as.ts';
import type { DatabaseServer, Notify } from './server.ts';

const run = promisify(execFile);

/**
 * Makes the data directory, once. It is made under another name and then renamed, because a process
 * killed in the middle would otherwise leave half a directory that never starts again.
 */
export async function initialise(server: DatabaseServer, log: Notify): Promise<void> {
  const made = await readFile(join(server.pgdata, 'PG_VERSION'), 'utf8').catch(() => null);
  if (made !== null) return refuseOtherMajor(server, made.trim());
  const place = dirname(server.pgdata);
  await sweep(place, basename(server.pgdata));
  const half = `${server.pgdata}.making-${process.pid}-${randomBytes(4).toString('hex')}`;
  await mkdir(half, { mode: 0o700 });
  if (server.user) await chown(half, server.user.uid, server.user.gid);
  await run(
    join(server.native, 'bin/initdb'),
    [
      '--pgdata',
      half,
      '--username',
      'postgres',
      '--auth',
      'trust',
      '--encoding',
      'UTF8',
      '--locale',
      'C',
      '--no-instructions',
    ],
    { cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }, ...identity(server.user) },
  ).catch((cause: unknown) => {
    throw new Error(
      `PostgreSQL could not make its data directory in ${place}; ` +
        'set DATABASE_URL to use another PostgreSQL',
      { cause },
    );
  });
  await rename(half, server.pgdata);
  const directory = await open(place);
  await directory.sync();
  await directory.close();
  log(`made a new database in ${server.pgdata}`);
}

/** What killed processes left. A program of theirs that still writes there harms nobody. */
async function sweep(place: string, name: string): Promise<void> {
  const left = (await readdir(place)).filter((entry) => entry.startsWith(`${name}.making-`));
  for (const entry of left)
    await rm(join(place, entry), { recursive: true, force: true, maxRetries: 3 }).catch(() => {});
}

async function refuseOtherMajor(server: DatabaseServer, made: string): Promise<void> {
  const { stdout } = await run(join(server.native, 'bin/postgres'), ['--version'], {
    cwd: '/',
    ...identity(server.user),
  });
  const major = /\) (\d+)/.exec(stdout)?.[1];
  if (major === made) return;
  throw new Error(
    `${server.pgdata} was made by PostgreSQL ${made}, this is ${stdout.trim()}: ` +
      'start the older Davy, export, and import here (docs/runbook.md)',
  );
}
