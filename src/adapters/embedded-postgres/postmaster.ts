import { spawn } from 'node:child_process';
import { open, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UpstreamError } from '../../ports/errors.ts';
import { isAnswering } from './connect.ts';
import { type PidFile, readPidFile, serves } from './pid-file.ts';
import { identity } from './run-as.ts';
import type { Postmaster, DatabaseServer, Notify } from './server.ts';

const patienceMs = 60_000;
const stepMs = 25;
/** A slow machine must not look like a broken one: what is waited for is said this often. */
const wordEveryMs = 10_000;
/**
 * Between making its pid file and writing it a server needs microseconds; one that was killed there
 * needs for ever.
 */
const unfinishedMs = 1_000;

/**
 * Returns the server of this directory, started if none runs. One that was left running when its
 * Node was killed is adopted. Called under the start lock.
 */
export async function ensurePostmaster(server: DatabaseServer, log: Notify): Promise<Postmaster> {
  let child: ReturnType<typeof begin> | null = null;
  let spawned = 0;
  let unfinished = 0;
  for (let waited = 0; waited < patienceMs; waited += stepMs) {
    if (waited > 0 && waited % wordEveryMs < stepMs)
      log(
        `waits for PostgreSQL to start in ${server.pgdata}, ${Math.round(waited / 1000)} s so far`,
      );
    const file = await readPidFile(server.pgdata);
    const socket = (file?.kind === 'named' ? file.socket : null) ?? server.socket;
    // The socket is asked first: a server in another container has a process number that means
    // nothing here.
    if (file?.kind === 'named' && (await isAnswering(socket))) {
      if (!spawned) log(`adopted the PostgreSQL that already runs here (process ${file.pid})`);
      return { pid: file.pid, socket };
    }
    unfinished = file?.kind === 'unfinished' ? unfinished + stepMs : 0;
    const starting =
      file?.kind === 'named'
        ? await serves(file.pid, server.pgdata)
        : unfinished > 0 && unfinished < unfinishedMs;
    if (!starting && !(await child)?.running()) {
      if (file) await removeStale(server, file, log);
      // The last one died by itself: perhaps a process of a killed server still holds the memory,
      // so not at once.
      if (spawned) waited += await pause(Math.min(1000, 50 * 2 ** spawned));
      spawned += 1;
      child = begin(server);
    }
    await sleep(stepMs);
  }
  const words = await lastWords(server);
  throw new UpstreamError(
    'PostgreSQL',
    `starting in ${server.pgdata}: not within ${patienceMs / 1000} s. Its last words: ${words}`,
  );
}

/** Stops it cleanly: connections are cut, everything committed stays. */
export async function stopPostmaster(
  server: Pick<DatabaseServer, 'pgdata'>,
  postmaster: Postmaster,
): Promise<void> {
  for (const [signal, patience] of [
    ['SIGINT', 10_000],
    ['SIGQUIT', 10_000],
  ] as const) {
    if (!(await serves(postmaster.pid, server.pgdata))) return;
    signalTo(postmaster.pid, signal);
    for (
      let waited = 0;
      waited < patience && (await serves(postmaster.pid, server.pgdata));
      waited += stepMs
    )
      await sleep(stepMs);
  }
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (cause) {
    // It ended by itself a moment ago.
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ESRCH')) throw cause;
  }
}

/**
 * A pid file that names a dead process, or somebody else's, would stop every start: pids begin anew
 * in a container.
 */
async function removeStale(server: DatabaseServer, file: PidFile, log: Notify): Promise<void> {
  await rm(join(server.pgdata, 'postmaster.pid'), { force: true });
  log(
    file.kind === 'named'
      ? `removed a pid file that named process ${file.pid}, ` +
          `which is not the server of ${server.pgdata}`
      : 'removed an unfinished pid file',
  );
}

async function begin(server: DatabaseServer): Promise<{ running(): boolean }> {
  const path = logFile(server);
  const size = await stat(path).then(
    (found) => found.size,
    () => 0,
  );
  const file = await open(path, size > 1_000_000 ? 'w' : 'a', 0o600);
  // Its own session: Ctrl-C is meant for Davy, who stops the server last. Its own environment:
  // Davy's has secrets in it.
  const child = spawn(join(server.native, 'bin/postgres'), settings(server), {
    cwd: '/',
    detached: true,
    stdio: ['ignore', file.fd, file.fd],
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    ...identity(server.user),
  });
  let failed = false;
  child.on('error', () => {
    failed = true;
  });
  child.unref();
  await file.close();
  return { running: () => !failed && child.exitCode === null && child.signalCode === null };
}

function settings({ pgdata, socket }: DatabaseServer): string[] {
  const set = {
    listen_addresses: '',
    unix_socket_directories: socket,
    unix_socket_permissions: '0700',
    port: '5432',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    shared_buffers: '16MB',
    max_connections: '60',
    max_wal_size: '128MB',
    min_wal_size: '32MB',
    io_method: 'sync',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
  return [
    '-D',
    pgdata,
    ...Object.entries(set).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
}

async function pause(ms: number): Promise<number> {
  await sleep(ms);
  return ms;
}

function logFile(server: DatabaseServer): string {
  return join(dirname(server.pgdata), 'postgres.log');
}

async function lastWords(server: DatabaseServer): Promise<string> {
  const text = await readFile(logFile(server), 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-5).join(' / ');
}
