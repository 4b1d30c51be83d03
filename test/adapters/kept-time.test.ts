import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  openPostgresLedger,
  type PostgresLedger,
} from '../../src/adapters/postgres-ledger/open.ts';
import { timing } from '../../src/time/timing.ts';
import { ask, embeddedStore, type OpenedPostgres } from '../support/ledger-stores.ts';

const hour = 3_600_000;

let store: Awaited<ReturnType<typeof embeddedStore>>;
let opened: OpenedPostgres;
let replicas: readonly [PostgresLedger, PostgresLedger];
beforeAll(async () => {
  store = await embeddedStore();
});
afterAll(() => store.stop());

/** A real server whose clock a test can set: for its clients, this clock stands before its own. */
beforeEach(async () => {
  opened = await store.open();
  await ask(
    opened.admin,
    `create schema stepped;
     create table stepped.by (ms double precision not null);
     insert into stepped.by values (0);
     create function stepped.clock_timestamp() returns timestamptz language sql volatile as
       $$ select pg_catalog.clock_timestamp() + (select ms from stepped.by) * interval '1 ms' $$;
     grant usage on schema stepped to public;
     grant select on stepped.by to public;
     do $$ begin execute format(
       'alter database %I set search_path = stepped, pg_catalog, public', current_database());
     end $$`,
  );
  const open = () =>
    openPostgresLedger({
      config: opened.config,
      ...(opened.owner ? { owner: opened.owner } : {}),
    });
  replicas = [await open(), await open()];
});
afterEach(async () => {
  await Promise.all(replicas.map((ledger) => ledger.close()));
  await opened.close();
});

const setClock = (ms: number) => ask(opened.admin, 'update stepped.by set ms = $1', [ms]);

/** A replica that remembers what it was told, as a running Davy does. */
function asker(ledger: PostgresLedger) {
  let told: { readonly ms: number; readonly at: number } | null = null;
  return async () => {
    const before = () => told && { ms: told.ms, elapsedMs: performance.now() - told.at };
    const next = await ledger.time(before);
    told = { ms: next.ms, at: performance.now() };
    return next;
  };
}

describe('the time that replicas share', () => {
  it.each([
    ['back', -5 * hour],
    ['forward', 5 * hour],
  ])('goes on when the clock of the server is set %s by hours', async (_, step) => {
    const [one, other] = replicas.map(asker);
    const began = performance.now();
    const first = (await one!()).ms;
    await other!();
    await setClock(step);
    const seen = [await one!(), await other!(), await one!()];
    for (const { ms } of seen)
      expect(Math.abs(ms - first - (performance.now() - began))).toBeLessThan(10_000);
    expect(seen.map(({ stepMs }) => Math.round(stepMs / hour))).toEqual([step / hour, 0, 0]);
    // Whoever starts after it is told the same.
    expect(Math.abs((await asker(replicas[1])()).ms - seen[2]!.ms)).toBeLessThan(10_000);
  });

  it('is put right once, however many replicas find the step at the same time', async () => {
    const askers = replicas.flatMap((ledger) => [asker(ledger), asker(ledger), asker(ledger)]);
    for (const one of askers) await one();
    await setClock(-hour);
    const steps = await Promise.all(askers.map((one) => one()));
    expect(steps.filter(({ stepMs }) => stepMs !== 0)).toHaveLength(1);
    const [{ ahead }] = (await ask<{ ahead: number }>(
      opened.admin,
      'select ahead_ms as ahead from public.kept_time',
    )) as [{ ahead: number }];
    expect(Math.abs(ahead - hour)).toBeLessThan(10_000);
  });
});

describe('work whose holder dies while the clock is set back', () => {
  it('is lent again when a lease has passed, not when the clock is where it was', async () => {
    const [ledger, second] = replicas;
    const tell = asker(second);
    await tell();
    await ledger.wake([{ key: 'k', lane: 'world', dueAt: 1 }]);
    await ledger.receive({ id: 'd', once: null, body: {} });
    const { fence } = (await ledger.claim(['world'], 1)) ?? { fence: Number.NaN };
    expect(fence).toBeGreaterThan(0);
    expect(await ledger.claimDelivery()).toMatchObject({ id: 'd' });
    await setClock(-hour);
    await tell();
    // Its holder may be alive and in the middle of a call: nobody gets it at once.
    expect(await second.claim(['world'], 1)).toBeNull();
    await setClock(-hour + timing.leaseMs + 1_000);
    expect((await second.claim(['world'], 1))?.fence).toBeGreaterThan(fence);
    expect(await second.claimDelivery()).toBeNull();
    await setClock(-hour + timing.deliveryLeaseMs + 1_000);
    expect(await second.claimDelivery()).toMatchObject({ id: 'd' });
  });
});
