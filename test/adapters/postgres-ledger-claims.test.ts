import { sql } from 'kysely';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/adapters/postgres-ledger/database.ts';
import { openPostgresLedger } from '../../src/adapters/postgres-ledger/open.ts';
import { claimWork, dueNext } from '../../src/adapters/postgres-ledger/claims.ts';
import { channel } from '../../src/adapters/postgres-ledger/wakes.ts';
import { UpstreamError } from '../../src/ports/errors.ts';
import { lanes } from '../../src/release/state/decision.ts';
import { start } from '../support/ledger-samples.ts';
import { ask, embeddedStore, type OpenedPostgres } from '../support/ledger-stores.ts';

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

/** How many rows of the table one question reads, as the server counts them. */
async function rowsRead(question: (db: ReturnType<typeof openDatabase>) => Promise<unknown>) {
  const db = openDatabase(opened.config, { max: 1, server: 'theirs' });
  try {
    return await db.transaction().execute(async (trx) => {
      await question(trx);
      const { rows } = await sql<{ rows: number }>`
        select seq_tup_read + coalesce(idx_tup_fetch, 0) as rows
        from pg_stat_xact_user_tables where relname = 'wakes'`.execute(trx);
      return rows[0]?.rows ?? Infinity;
    });
  } finally {
    await db.destroy();
  }
}

describe('a claim', () => {
  beforeEach(async () => {
    // What older versions of Davy left, and what waits for tomorrow.
    await ask(
      opened.admin,
      `insert into wakes (key, lane, due_at)
         select 'old' || n, 'world', null from generate_series(1, 20000) as n;
       insert into wakes (key, lane, due_at)
         select 'later' || n, (array['world','slack','watch'])[1 + n % 3], 1e15
         from generate_series(1, 3000) as n;
       analyze wakes`,
    );
  });

  it('that finds nothing reads nothing of what is over or due later', async () => {
    expect(await rowsRead((db) => claimWork(db, lanes, 1e12))).toBeLessThan(10);
    expect(await rowsRead((db) => dueNext(db, lanes))).toBeLessThan(10);
  });

  it('reads a few rows, however much is due and lent', async () => {
    await ask(
      opened.admin,
      `insert into wakes (key, lane, due_at)
         select 'due' || n, 'world', n from generate_series(1, 3000) as n;
       insert into wakes (key, lane, leased_until)
         select 'lent' || n, 'slack', now() + interval '1 hour' from generate_series(1, 3000) as n`,
    );
    expect(await rowsRead((db) => claimWork(db, lanes, 1e12))).toBeLessThan(10);
    await ask(opened.admin, "update wakes set leased_until = '2001-01-01' where key = 'lent7'");
    const read = await rowsRead(async (db) =>
      expect(await claimWork(db, lanes, 1e12)).toMatchObject({ key: 'lent7' }),
    );
    expect(read).toBeLessThan(10);
  });
});

describe('work that is over', () => {
  it('leaves no row behind', async () => {
    const { ledger, admin } = opened;
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 1 }]);
    const claim = (await ledger.claim(['world'], 1))!;
    await ledger.settle(claim, { dueAt: null, failed: false, now: 1 });
    expect(await ask(admin, 'select from wakes')).toEqual([]);
  });

  it('stays while an older Davy beside us has counted its fence past ours', async () => {
    const { ledger, admin } = opened;
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 1 }]);
    const claim = (await ledger.claim(['world'], 1))!;
    await ask(admin, 'update wakes set fence = fence + 1000');
    const theirs = { ...claim, fence: claim.fence + 1_000 };
    await ledger.settle(theirs, { dueAt: null, failed: false, now: 1 });
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 1 }]);
    expect((await ledger.claim(['world'], 1))?.fence).toBeGreaterThan(theirs.fence);
  });
});

describe('whether anything can be stored', () => {
  it('is asked without making work', async () => {
    const { ledger, second } = opened;
    for (let times = 0; times < 3; times += 1) await Promise.all([ledger.touch(), second.touch()]);
    expect(await ledger.claim(lanes, 1e15)).toBeNull();
    expect(await ledger.nextDue(lanes)).toBeNull();
  });

  it('is denied by a database that answers and stores nothing', async () => {
    const reading = await openPostgresLedger({
      config: { ...opened.config, options: '-c default_transaction_read_only=on' },
      owner: opened.owner!,
    });
    expect(await reading.line('board')).toMatchObject({ service: 'board' });
    await expect(reading.touch()).rejects.toThrow(UpstreamError);
    await reading.close();
  });
});

describe('a notice', () => {
  let ear: Client;
  let heard: string[];
  beforeEach(async () => {
    heard = [];
    ear = new Client(opened.admin);
    ear.on('error', () => {}).on('notification', ({ payload = '' }) => heard.push(payload));
    await ear.connect();
    await ear.query(`listen ${channel}`);
  });
  afterEach(() => ear.end());

  /** Notices come in the order of their commits: after the last one there is none to wait for. */
  async function noticesUntilNow(): Promise<number> {
    await ear.query(`select pg_notify('${channel}', 'end')`);
    expect(heard.at(-1)).toBe('end');
    return heard.splice(0).length - 1;
  }

  it('comes once for each transaction, whatever it wakes', async () => {
    const { ledger } = opened;
    await start(ledger, 'board', 'rel_1');
    expect(await noticesUntilNow()).toBe(1);
    await ledger.wake(lanes.map((lane) => ({ key: 'k', lane, dueAt: 1 })));
    expect(await noticesUntilNow()).toBe(1);
  });

  it('is not sent where a worker of this process takes the work and is woken', async () => {
    const { ledger } = opened;
    const worker = { lanes, enough: new AbortController().signal };
    const waiting = ledger.waitForWork(60_000, worker);
    await start(ledger, 'board', 'rel_1');
    await waiting;
    const again = ledger.waitForWork(60_000, worker);
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 1 }]);
    await again;
    expect(await noticesUntilNow()).toBe(0);
  });

  it('is sent where nobody here has a place for it', async () => {
    const { ledger } = opened;
    const enough = new AbortController();
    const waiting = ledger.waitForWork(60_000, { lanes: ['slack'], enough: enough.signal });
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 1 }]);
    expect(await noticesUntilNow()).toBe(1);
    enough.abort();
    await waiting;
  });
});

describe('a delivery that is answered', () => {
  it('keeps no address for answers of what is answered', async () => {
    const { ledger } = opened;
    const slack = { text: 'status', response_url: 'https://hooks.slack.com/commands/T0/1/secret' };
    await ledger.receive({ id: 'd1', once: null, body: { at: 1, slack } });
    await ledger.answered('d1');
    expect(await ask(opened.config, `select body from inbox where id = 'd1'`)).toEqual([
      { body: { at: 1, slack: { text: 'status' } } },
    ]);
  });
});
