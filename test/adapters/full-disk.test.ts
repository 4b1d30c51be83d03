import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startEmbeddedPostgres } from '../../src/adapters/embedded-postgres/start.ts';
import {
  openPostgresLedger,
  type PostgresLedger,
} from '../../src/adapters/postgres-ledger/open.ts';
import { outageLook } from '../../src/engine/ledger-watch.ts';
import { moveOn, start } from '../support/ledger-samples.ts';
import { quietLog } from '../support/quiet-log.ts';
import { smallDisk } from '../support/small-disk.ts';

// A real server starts here, dies, and starts again.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const disk = smallDisk(110);

describe.runIf(disk !== null)('a disk that is really full', () => {
  let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;
  let ledger: PostgresLedger;
  beforeAll(async () => {
    postgres = await startEmbeddedPostgres({ dataDir: join(disk!.path, 'data'), log: () => {} });
    ledger = await openPostgresLedger({ ...postgres, server: 'ours' });
    await start(ledger, 'board', 'rel_1');
  });
  afterAll(async () => {
    await ledger.close();
    await postgres.stop();
    disk!.leave();
  });

  /** Decides until the tables have no room left in what they have. */
  async function decideUntilRefused(): Promise<unknown> {
    for (;;)
      try {
        await moveOn(ledger, 'board', 'rel_1', { change: { note: 'x'.repeat(3_000) } });
      } catch (cause) {
        return cause;
      }
  }

  /** As somebody who reads what Davy tells, look after look. */
  function watch() {
    const told: string[] = [];
    const look = outageLook({
      ledger,
      log: quietLog,
      tell: async (state) => void told.push(state),
    });
    const until = async (state: string) => {
      while (told.at(-1) !== state) {
        await look();
        await sleep(100);
      }
    };
    return { told, look, until };
  }

  it('is told to people, although what is there can still be changed, and passes', async () => {
    const { told, look, until } = watch();
    disk!.fill();
    expect(await decideUntilRefused()).toMatchObject({ name: 'UpstreamError' });
    await look();
    await look();
    expect(told).toEqual(['away']);
    disk!.empty();
    await until('back');
    expect(told).toEqual(['away', 'back']);
    await moveOn(ledger, 'board', 'rel_1', { change: { note: 'on' } });
  });

  it('ends the server where its journal finds no room, and it comes back by itself', async () => {
    const { told, until } = watch();
    disk!.fill();
    await expect(fillJournal()).rejects.toThrow(/No space left|terminated|ECONN/);
    await until('away');
    disk!.empty();
    await until('back');
    expect(told).toEqual(['away', 'back']);
    await moveOn(ledger, 'board', 'rel_1', { change: { note: 'on again' } });
    expect(await ledger.verify()).toEqual([]);
  });

  async function fillJournal(): Promise<void> {
    const client = new Client({ ...postgres.config, user: 'postgres' });
    client.on('error', () => {});
    await client.connect();
    for (;;) await client.query(`select pg_logical_emit_message(false, 'x', repeat('x', 1000000))`);
  }
});
