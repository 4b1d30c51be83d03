import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { connect } from './connect.ts';
import { keeperName } from './roles.ts';
import type { Postmaster, Notify } from './server.ts';

/** Ends the watch; tells which server it watched, and the connection it did it with. */
export type Keeper = {
  release(): Promise<{ readonly postmaster: Postmaster; readonly left: number | null }>;
};

/**
 * Holds one connection for as long as the server is wanted. When it is cut, the server is looked
 * for and started again.
 */
export async function keepRunning(
  first: Postmaster,
  again: () => Promise<Postmaster>,
  log: Notify,
): Promise<Keeper> {
  let postmaster = first;
  let client: Client | null = null;
  let pid: number | null = null;
  const wanted = new AbortController();
  let revival: Promise<void> | null = null;

  const hold = async () => {
    const held = await connect(postmaster.socket, keeperName);
    const { rows } = await held.query<{ pid: number }>('select pg_backend_pid() as pid');
    [client, pid] = [held, rows[0]?.pid ?? null];
    held.once('end', () => {
      if (!wanted.signal.aborted) revival = revive();
    });
  };
  const revive = async () => {
    log('lost PostgreSQL; starting it again');
    for (let wait = 100; !wanted.signal.aborted; wait = Math.min(wait * 2, 5000)) {
      try {
        postmaster = await again();
        return await hold();
      } catch (cause) {
        log('could not start PostgreSQL again yet', cause);
        await sleep(wait);
      }
    }
  };

  await hold();
  return {
    release: async () => {
      wanted.abort();
      await revival;
      await client?.end().catch(() => {});
      return { postmaster, left: pid };
    },
  };
}
