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
  const ears: {
    client: Client | null;
    connecting: Promise<void> | null;
    heard: boolean;
    closed: boolean;
  } = { client: null, connecting: null, heard: false, closed: false };
  const waiting = new Set<() => void>();

  const wakeAll = () => {
    ears.heard = true;
    for (const wake of waiting) wake();
  };
  const connect = async () => {
    const client = new Client(connectionSettings(config));
    // A broken ear is replaced at the next wait; what was missed meanwhile the poll finds.
    client
      .on('error', () => {})
      .on('end', () => {
        if (ears.client === client) ears.client = null;
      })
      .on('notification', wakeAll);
    try {
      await client.connect();
      await client.query(`listen ${channel}`);
      ears.client = client;
    } catch {
      await client.end().catch(() => {});
    }
  };

  return {
    wait: (timeoutMs) => {
      if (!ears.client && !ears.closed)
        ears.connecting ??= connect().finally(() => {
          ears.connecting = null;
        });
      if (ears.heard) {
        ears.heard = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        const wake = () => {
          clearTimeout(timer);
          waiting.delete(wake);
          ears.heard = false;
          resolve();
        };
        const timer = setTimeout(wake, timeoutMs);
        waiting.add(wake);
      });
    },
    close: async () => {
      ears.closed = true;
      await ears.connecting;
      wakeAll();
      await ears.client?.end().catch(() => {});
    },
  };
}
