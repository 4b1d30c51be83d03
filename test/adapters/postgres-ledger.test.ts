import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPostgresLedger } from '../../src/adapters/postgres-ledger/open.ts';
import { UpstreamError } from '../../src/ports/errors.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import { timing } from '../../src/time/timing.ts';
import { moveOn, passed, start } from '../support/ledger-samples.ts';
import { ask, embeddedStore, type OpenedPostgres } from '../support/ledger-stores.ts';
import { until } from '../support/until.ts';
import { worded } from '../../src/release/state/worded.ts';

let store: Awaited<ReturnType<typeof embeddedStore>>;
let opened: OpenedPostgres;
beforeAll(async () => {
  store = await embeddedStore();
});
afterAll(() => store.stop());
beforeEach(async () => {
  opened = await store.open();
});
afterEach(() => opened.close());

async function holdLock(table: string): Promise<{ release(): Promise<void> }> {
  const holder = new Client(opened.admin);
  holder.on('error', () => {});
  await holder.connect();
  await holder.query(`begin; lock table ${table} in access exclusive mode`);
  return {
    release: async () => {
      await holder.query('rollback');
      await holder.end();
    },
  };
}

const waitingForLock = () =>
  until(
    async () =>
      (
        await ask(
          opened.admin,
          'select from pg_stat_activity where datname = current_database() and ' +
            "wait_event_type = 'Lock'",
        )
      ).length > 0,
  );

describe('the roles', () => {
  it('let Davy add to its history and change nothing in it', async () => {
    await start(opened.ledger, 'board', 'rel_1');
    await opened.ledger.checkpoint();
    for (const table of ['events', 'checkpoints']) {
      for (const change of [
        `update ${table} set hash = 'x'`,
        `delete from ${table}`,
        `truncate ${table}`,
        `drop table ${table}`,
        `alter table ${table} disable trigger all`,
      ]) {
        await expect(ask(opened.config, change)).rejects.toThrow(/permission denied|must be owner/);
      }
    }
    for (const column of ['image', 'build', 'commit', 'version'])
      await expect(ask(opened.config, `update builds set ${column} = null`)).rejects.toThrow(
        'permission denied',
      );
    expect(
      await ask(
        opened.config,
        `select from pg_tables where schemaname = 'public' and tableowner = current_user`,
      ),
    ).toEqual([]);
  });

  it('stop even the owner, unless the guard is taken off on purpose', async () => {
    await start(opened.ledger, 'board', 'rel_1');
    for (const change of [
      `update events set hash = 'x'`,
      'delete from events',
      'truncate events',
    ]) {
      await expect(ask(opened.owner!, change)).rejects.toThrow('events is only ever added to');
    }
  });
});

describe('starting', () => {
  it('brings an empty database up to date once when four replicas start together', async () => {
    await ask(
      opened.admin,
      'drop schema public cascade; create schema public authorization davy_owner; ' +
        'grant usage on schema public to public',
    );
    const replicas = await Promise.all(
      Array.from({ length: 4 }, () =>
        openPostgresLedger({ config: opened.config, owner: opened.owner! }),
      ),
    );
    const decisions = await Promise.all(
      replicas.map((ledger, number) => start(ledger, 'board', `rel_${number}`)),
    );
    expect(decisions.filter((decision) => decision.kind === 'moved')).toHaveLength(1);
    const written = readdirSync('migrations')
      .filter((file) => !file.endsWith('.down.sql'))
      .map((file) => ({ name: file.replace(/\.sql$/, '') }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    expect(await ask(opened.admin, 'select name from kysely_migration order by name')).toEqual(
      written,
    );
    await Promise.all(replicas.map((ledger) => ledger.close()));
  });

  it('refuses a database that may lose what it acknowledged', async () => {
    const options = '-c synchronous_commit=off';
    await expect(
      openPostgresLedger({ config: { ...opened.config, options }, owner: opened.owner! }),
    ).rejects.toThrow('synchronous_commit off');
  });

  it('says which outside system failed when the database is not there', async () => {
    const opening = openPostgresLedger({
      config: { host: '/nowhere', user: 'davy', database: 'davy' },
    });
    await expect(opening).rejects.toThrow(UpstreamError);
    await expect(opening).rejects.toThrow('PostgreSQL failed while connecting');
  });
});

describe('what is lent', () => {
  it('is lent as long as in memory, on the clock of the database', async () => {
    const { ledger, admin } = opened;
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 0 }]);
    await ledger.receive({ id: 'd', once: null, body: {} });
    await ask(admin, 'create table before as select clock_timestamp() as at');
    const claim = (await ledger.claim(['world'], 0))!;
    await ledger.claimDelivery();
    const [lent] = await ask<{ work: boolean; delivery: boolean }>(
      admin,
      `select
        leased_until between at + $1 * interval '1 ms' and now() + $1 * interval '1 ms' as work,
        lent_until between at + $2 * interval '1 ms' and now() + $2 * interval '1 ms' as delivery
      from wakes, inbox, before`,
      [timing.leaseMs, timing.deliveryLeaseMs],
    );
    expect([claim.key, lent]).toEqual(['k', { work: true, delivery: true }]);
  });
});

describe('a transaction', () => {
  it('that is cut in the middle leaves nothing behind, and can be told again', async () => {
    await start(opened.ledger, 'board', 'rel_1');
    const before = await opened.ledger.release('rel_1');
    const lock = await holdLock('effects');
    const cut = moveOn(opened.ledger, 'board', 'rel_1', {
      delivery: 'd1',
      change: { note: 'half' },
      effects: [{ lane: 'page', kind: 'resolve-page', key: 'k' }],
    });
    cut.catch(() => {});
    await waitingForLock();
    await ask(
      opened.admin,
      'select pg_terminate_backend(pid) from pg_stat_activity ' +
        "where datname = current_database() and wait_event_type = 'Lock'",
    );
    await expect(cut).rejects.toThrow(UpstreamError);
    await lock.release();
    expect(await opened.ledger.release('rel_1')).toEqual(before);
    expect(await opened.ledger.events('rel_1')).toHaveLength(1);
    expect(await moveOn(opened.ledger, 'board', 'rel_1', { delivery: 'd1' })).toMatchObject({
      kind: 'moved',
      release: { seq: 2 },
    });
    expect(await opened.ledger.verify()).toEqual([]);
  });

  it('of one service waits for none of another', async () => {
    await Promise.all([
      start(opened.ledger, 'board', 'rel_1'),
      start(opened.ledger, 'accounts', 'rel_2'),
    ]);
    const holder = new Client(opened.admin);
    holder.on('error', () => {});
    await holder.connect();
    await holder.query(`begin; select from lines where service = 'board' for update`);
    const slow = moveOn(opened.ledger, 'board', 'rel_1');
    await waitingForLock();
    expect(await moveOn(opened.ledger, 'accounts', 'rel_2')).toMatchObject({ kind: 'moved' });
    await holder.query('commit');
    await holder.end();
    expect(await slow).toMatchObject({ kind: 'moved' });
  });

  it('that voids what waits, because of a rollback, leaves pages and others alone', async () => {
    await start(opened.ledger, 'board', 'rel_1');
    await ask(
      opened.admin,
      'insert into effects (key, lane, effect) values ' +
        "('rel_1', 'tickets', '{}'), ('rel_2', 'tickets', '{}'), ('rel_1', 'page', '{}')",
    );
    await moveOn(opened.ledger, 'board', 'rel_1', { supersedes: true });
    expect(
      await ask(opened.admin, 'select key, lane from effects where superseded_at is not null'),
    ).toEqual([{ key: 'rel_1', lane: 'tickets' }]);
  });

  it('stores characters that the database has no room for as far as it can', async () => {
    await start(opened.ledger, 'board', 'rel_1');
    await moveOn(opened.ledger, 'board', 'rel_1', {
      change: { note: 'a\0b\uD800c\u2028"' },
      event: { kind: 'gave-up', at: 1, because: worded('nul \0') },
    });
    expect(await opened.ledger.release('rel_1')).toMatchObject({ note: 'a\uFFFDb\uFFFDc\u2028"' });
    expect(await opened.ledger.verify()).toEqual([]);
  });

  it('refuses to store what could not be read again', async () => {
    await start(opened.ledger, 'board', 'rel_1');
    await expect(
      moveOn(opened.ledger, 'board', 'rel_1', { change: { capacity: Number.NaN } }),
    ).rejects.toThrow('capacity');
    expect(await opened.ledger.release('rel_1')).toMatchObject({ capacity: 4, seq: 1 });
  });
});

describe('a database that is killed', () => {
  it('has everything that was acknowledged, and the ledger goes on by itself', async () => {
    await start(opened.ledger, 'board', 'rel_1');
    let acknowledged = 1;
    const enough = new AbortController();
    const telling = (async () => {
      while (!enough.signal.aborted) {
        try {
          await moveOn(opened.ledger, 'board', 'rel_1');
          acknowledged += 1;
        } catch (cause) {
          if (!(cause instanceof UpstreamError)) throw cause;
          await sleep(20);
        }
      }
    })();
    for (let kills = 0; kills < 3; kills += 1) {
      const soFar = acknowledged;
      await until(async () => acknowledged > soFar + 20);
      process.kill(
        Number(
          (await readFile(join(store.data, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0],
        ),
        'SIGKILL',
      );
    }
    const soFar = acknowledged;
    await until(async () => acknowledged > soFar + 5);
    enough.abort();
    await telling;
    const events = await opened.ledger.events('rel_1');
    // A commit whose answer was lost may have happened: never fewer than acknowledged, at most one
    // more for each kill.
    expect(events.length).toBeGreaterThanOrEqual(acknowledged);
    expect(events.length).toBeLessThanOrEqual(acknowledged + 3);
    expect(await opened.ledger.release('rel_1')).toMatchObject({ seq: events.length });
    // The connection it gets may be one that died with the server: whoever asks again gets another.
    let found: readonly unknown[] | null = null;
    await until(async () => {
      try {
        found = await opened.ledger.verify();
        return true;
      } catch (cause) {
        if (!(cause instanceof UpstreamError)) throw cause;
        return false;
      }
    });
    expect(found).toEqual([]);
    const heard = opened.ledger.waitForWork(30_000);
    await until(
      async () =>
        (
          await ask(
            opened.admin,
            "select from pg_stat_activity where application_name = 'davy listening' and " +
              'datname = current_database()',
          )
        ).length > 0,
    );
    await wakeFrom(opened.second);
    await heard;
  });
});

function wakeFrom(ledger: Ledger): Promise<void> {
  return ledger.wake([{ key: 'k', lane: 'world', dueAt: passed.at }]);
}
