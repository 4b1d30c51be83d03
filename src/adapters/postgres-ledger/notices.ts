import { Client, type PoolConfig } from 'pg';
import { connectionSettings } from './database.ts';
import { channel } from './wakes.ts';

/**
 * Hears when another connection makes work due. Only ever a hint: whoever waits looks again after a
 * while anyway.
 */
export type Notices = { wait(timeoutMs: number): Promise<void>; close(): Promise<void> };

/** Listens on a connection of its own, which is made again when it breaks. */
export function listen(config: PoolConfig): Notices {
  const ear: { client: Client | null; connecting: Promise<void> | null; closed: boolean } = {
    client: null,
    connecting: null,
    closed: false,
  };
  const { tell, untilTold } = waitingRoom();

  const connect = async () => {
    const client = new Client(connectionSettings(config));
    // A broken ear is replaced at the next wait; what was missed meanwhile the poll finds.
    client
      .on('error', () => {})
      .on('end', () => {
        if (ear.client === client) ear.client = null;
      })
      .on('notification', tell);
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      ear.client = client;
    } catch {
      await client.end().catch(() => {});
    }
  };

  return {
    wait: (timeoutMs) => {
      if (!ear.client && !ear.closed)
        ear.connecting ??= connect().finally(() => {
          ear.connecting = null;
        });
      return untilTold(timeoutMs);
    },
    close: async () => {
      ear.closed = true;
      await ear.connecting;
      tell();
      await ear.client?.end().catch(() => {});
    },
  };
}

/** Whoever waits is woken by the next word; one that came while nobody waited counts once. */
function waitingRoom() {
  let heard = false;
  const waiting = new Set<() => void>();
  return {
    tell: () => {
      heard = true;
      for (const wake of waiting) wake();
    },
    untilTold: (timeoutMs: number): Promise<void> => {
      if (heard) {
        heard = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          waiting.delete(wake);
          heard = false;
          resolve();
        };
        const timer = setTimeout(wake, timeoutMs);
        waiting.add(wake);
      });
    },
  };
}
