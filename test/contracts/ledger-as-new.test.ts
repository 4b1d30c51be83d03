import type { PoolConfig } from 'pg';
import { expect, it, vi } from 'vitest';
import { lanes } from '../../src/release/state/decision.ts';
import { moveOn, page, start } from '../support/ledger-samples.ts';
import { ask, embeddedStore } from '../support/ledger-stores.ts';

vi.setConfig({ testTimeout: 120_000 });

it('a ledger that others had before is as new', async () => {
  const store = await embeddedStore();
  try {
    const first = await store.openShared();
    const [database, asNew] = [first.admin, await everythingIn(first.admin)];
    await start(first.ledger, 'board', 'rel_1');
    await moveOn(first.ledger, 'board', 'rel_1', { effects: [page] });
    await first.ledger.wake([{ key: 'k', lane: 'world', dueAt: 1 }]);
    await first.second.claim(lanes, 2);
    expect(await everythingIn(database)).not.toEqual(asNew);
    await first.close();
    expect(await everythingIn(database)).toEqual(asNew);

    const other = await store.openShared();
    expect(other.admin).toEqual(database);
    expect(await everythingIn(database)).toEqual(asNew);
    await other.close();
  } finally {
    await store.stop();
  }
});

async function everythingIn(database: PoolConfig): Promise<unknown> {
  const tables = await ask<{ tablename: string }>(
    database,
    "select tablename from pg_tables where schemaname = 'public' order by 1",
  );
  const rows: unknown[] = [];
  for (const { tablename } of tables)
    rows.push(
      await ask(database, `select '${tablename}' as "table", * from public."${tablename}"`),
    );
  const counters = await ask(
    database,
    "select sequencename, last_value from pg_sequences where schemaname = 'public' order by 1",
  );
  return { rows, counters };
}
