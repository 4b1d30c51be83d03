import { sql } from 'kysely';
import type { PoolConfig } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openDatabase } from '../../src/adapters/postgres-ledger/database.ts';
import { openPostgresLedger } from '../../src/adapters/postgres-ledger/open.ts';
import { lookAtLedger } from '../../src/doctor/ledger.ts';
import { lanes } from '../../src/release/state/decision.ts';
import { debianMajor } from '../support/debian-postgres.ts';
import { start } from '../support/ledger-samples.ts';
import { ask, debianStore, type OpenedPostgres, pgbouncerStore } from '../support/ledger-stores.ts';
import { hasPgbouncer } from '../support/pgbouncer.ts';

// Real servers start here, and a busy machine may take its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const here = debianMajor !== null && hasPgbouncer();

function urlOf({ host, port, user, database }: PoolConfig): string {
  return `postgres://${String(user)}@localhost:${port}/${database}?host=${host}`;
}

const named = (config: PoolConfig, listen?: PoolConfig) => ({
  DATABASE_URL: urlOf(config),
  DATABASE_LISTEN_URL: listen && urlOf(listen),
  DATABASE_POOL: 5,
});

async function limitsIn(config: PoolConfig): Promise<readonly string[]> {
  const db = openDatabase(config, { max: 1, server: 'theirs' });
  try {
    return await db.transaction().execute(async (trx) => {
      const { rows } = await sql<{ statement: string; idle: string }>`
        select current_setting('statement_timeout') as statement,
          current_setting('idle_in_transaction_session_timeout') as idle`.execute(trx);
      return rows.flatMap(({ statement, idle }) => [statement, idle]);
    });
  } finally {
    await db.destroy();
  }
}

describe.runIf(here)('behind a pooler that lends connections by the transaction', () => {
  let store: Awaited<ReturnType<typeof pgbouncerStore>>;
  let opened: OpenedPostgres;
  beforeAll(async () => {
    store = await pgbouncerStore('transaction');
  });
  afterAll(() => store.stop());
  beforeEach(async () => {
    opened = await store.open();
  });
  afterEach(() => opened.close());

  it('four replicas start together on an empty database, and hold no lock afterwards', async () => {
    const { admin, config } = opened;
    await ask(admin, 'drop schema public cascade; create schema public');
    const replicas = await Promise.all(
      Array.from({ length: 4 }, () => openPostgresLedger({ config })),
    );
    const decisions = await Promise.all(
      replicas.map((ledger, number) => start(ledger, 'board', `rel_${number}`)),
    );
    expect(decisions.filter(({ kind }) => kind === 'moved')).toHaveLength(1);
    expect(await ask(admin, "select from pg_locks where locktype = 'advisory'")).toEqual([]);
    await Promise.all(replicas.map((ledger) => ledger.close()));
  });

  it('transactions have their limits, and nobody else gets them', async () => {
    const { config } = opened;
    expect(await limitsIn(config)).toEqual(['5s', '5s']);
    for (let times = 0; times < 8; times += 1)
      expect(await ask(config, 'show statement_timeout')).toEqual([{ statement_timeout: '0' }]);
  });

  it('a replica listens only where it was told that notices arrive', async () => {
    const { config } = opened;
    const deaf = await openPostgresLedger({ config });
    await deaf.waitForWork(1);
    await deaf.wake([{ key: 'k', lane: 'world', dueAt: 1 }]);
    await deaf.claim(lanes, 1);
    await deaf.close();
    // The pooler has four connections to lend: four questions at once ask them all.
    const listening = await Promise.all(
      Array.from({ length: 4 }, () =>
        ask(config, 'select pg_listening_channels() from pg_sleep(0.5)'),
      ),
    );
    expect(listening.flat()).toEqual([]);
  });

  it('the doctor says what stands between, and whether notices arrive', async () => {
    const { admin, config } = opened;
    const said = async (...args: Parameters<typeof named>) =>
      (await lookAtLedger(named(...args), Date.now)).findings
        .map(({ well, what }) => `${well} ${what}`)
        .join('\n');
    expect(await said(config)).toMatch(/^true .* through a pooler\ntrue note: .* within a second/);
    expect(await said(config, admin)).toMatch(/\ntrue notices arrive at DATABASE_LISTEN_URL$/);
    const elsewhere = { ...admin, database: 'postgres' };
    expect(await said(config, elsewhere)).toMatch(/\nfalse no notice arrives/);
    expect(await said({ ...config, port: 1 })).toMatch(/^false .* does not answer/);
  });
});

describe.runIf(debianMajor !== null)('with nothing between', () => {
  it('every statement has its limits, and the doctor counts the replicas', async () => {
    const store = await debianStore();
    try {
      const opened = await store.open();
      expect(await limitsIn(opened.config)).toEqual(['5s', '5s']);
      const {
        findings: [found, ...more],
      } = await lookAtLedger(named(opened.config), Date.now);
      expect(found?.what).toMatch(/100 connections, enough for 12 replicas$/);
      expect(more).toEqual([]);
      await opened.close();
    } finally {
      await store.stop();
    }
  });
});
