import { Client, type PoolConfig } from 'pg';
import type { Ledger } from '../../ports/ledger.ts';
import { connectionSettings } from './database.ts';
import { isPooled } from './limits.ts';
import { type Hints, channel } from './wakes.ts';
import { waitingRoom } from './waiting-room.ts';

/**
 * Hears when another connection makes work due. Only ever a hint: whoever waits looks again after a
 * while anyway.
 */
export type Notices = Hints & {
  readonly wait: Ledger['waitForWork'];
  close(): Promise<void>;
};

/** Where notices are heard. `sure` is a place that somebody named for them. */
export type Ear = { readonly config: PoolConfig; readonly sure: boolean };

/**
 * Listens on a connection of its own, which is made again when it breaks. Not through a pooler that
 * nobody named for it: one that lends connections by the transaction would lend others ours, with
 * its notices.
 */
export function listen({ config, sure }: Ear): Notices {
  const ear: {
    client: Client | null;
    connecting: Promise<void> | null;
    closed: boolean;
  } = { client: null, connecting: null, closed: false };
  const room = waitingRoom();

  const connect = async () => {
    const client = new Client(connectionSettings(config));
    // A broken ear is replaced at the next wait; what was missed meanwhile the poll finds.
    client
      .on('error', () => {})
      .on('end', () => {
        if (ear.client === client) ear.client = null;
      })
      .on('notification', room.tell);
    try {
      await client.connect();
      if (!sure && (await isPooled(client))) {
        ear.closed = true;
        await client.end();
        return;
      }
      await client.query(`listen ${channel}`);
      ear.client = client;
    } catch {
      await client.end().catch(() => {});
    }
  };

  return {
    isTakenHere: room.isTaken,
    tellHere: room.tell,
    wait: (timeoutMs, worker) => {
      if (!ear.client && !ear.closed)
        ear.connecting ??= connect().finally(() => {
          ear.connecting = null;
        });
      return room.untilTold(timeoutMs, worker);
    },
    close: async () => {
      ear.closed = true;
      await ear.connecting;
      room.tell();
      await ear.client?.end().catch(() => {});
    },
  };
}
