import { mkdir, realpath } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { readyBinaries } from './binaries.ts';
import { guard } from './guard.ts';
import { initialise } from './initialise.ts';
import { keepRunning } from './keep-running.ts';
import { lockStart } from './lock-start.ts';
import { placeFor } from './place.ts';
import { ensurePostmaster, stopPostmaster } from './postmaster.ts';
import { nobodyElse, prepareRoles, type Roles } from './roles.ts';
import { runAs } from './run-as.ts';
import type { DatabaseServer, Notify } from './server.ts';
import { socketDirectory } from './socket-directory.ts';

/**
 * A PostgreSQL of our own, and how to reach it. `config` is Davy's role, which owns no table;
 * `owner` migrates.
 */
export type EmbeddedPostgres = Roles & { readonly stop: () => Promise<void> };

/**
 * Starts the PostgreSQL that came with the installation, or adopts the one that already serves this
 * directory. It is started again whenever it dies, and stopped when the last of its supervisors
 * stops or dies.
 */
export async function startEmbeddedPostgres({
  dataDir,
  log,
  host = process,
}: {
  readonly dataDir: string;
  readonly log: Notify;
  readonly host?: { readonly platform: string; readonly arch: string };
}): Promise<EmbeddedPostgres> {
  const server = await prepare(dataDir, host);
  const dismiss = guard(server.lock, server.pgdata);
  const ensure = async () => {
    await initialise(server, log);
    const postmaster = await ensurePostmaster(server, log);
    return { postmaster, roles: await prepareRoles(postmaster) };
  };
  const again = async () => (await locked(server, ensure)).postmaster;
  // Held before the lock is let go: whoever ends a server that nobody uses has to see it.
  const { roles, keeper } = await locked(server, async () => {
    const first = await ensure();
    return { ...first, keeper: await keepRunning(first.postmaster, again, log) };
  });
  return {
    ...roles,
    stop: async () => {
      const { postmaster, left } = await keeper.release();
      await locked(server, async () => {
        // Another bot may have adopted it: then it is theirs to stop.
        if (await nobodyElse(postmaster, left)) await stopPostmaster(server, postmaster);
      });
      dismiss();
    },
  };
}

async function prepare(
  dataDir: string,
  host: { readonly platform: string; readonly arch: string },
): Promise<DatabaseServer & { readonly lock: string }> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const lock = `${await realpath(dataDir)}/start.lock`;
  const user = await runAs();
  const release = await lockStart(lock, sleep);
  try {
    const place = await placeFor(await realpath(dataDir), user);
    const native = await readyBinaries(place, user, host);
    const pgdata = `${place}/postgres`;
    return { lock, user, native, pgdata, socket: await socketDirectory(pgdata, user) };
  } finally {
    release();
  }
}

async function locked<T>(server: { readonly lock: string }, work: () => Promise<T>): Promise<T> {
  const release = await lockStart(server.lock, sleep);
  try {
    return await work();
  } finally {
    release();
  }
}
