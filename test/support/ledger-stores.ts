import { mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, type PoolConfig } from 'pg';
import { afterAll } from 'vitest';
import { startEmbeddedPostgres } from '../../src/adapters/embedded-postgres/start.ts';
import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import {
  openPostgresLedger,
  type PostgresLedger,
} from '../../src/adapters/postgres-ledger/open.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import { makeNew, rememberNew } from './as-new.ts';
import { debianMajor, startDebianPostgres } from './debian-postgres.ts';
import { hasPgbouncer, type PoolMode, startPgbouncer } from './pgbouncer.ts';

/** A fresh ledger, seen by two replicas, whose leases a test can let run out. */
export type Opened<L extends Ledger = Ledger> = {
  readonly ledger: L;
  readonly second: L;
  readonly expireLeases: () => Promise<void>;
  readonly close: () => Promise<void>;
};
export type Store = { readonly open: () => Promise<Opened>; readonly stop: () => Promise<void> };
export type OpenedPostgres = Opened<PostgresLedger> & {
  readonly admin: PoolConfig;
  readonly config: PoolConfig;
  readonly owner: PoolConfig | undefined;
};

export async function memoryStore(): Promise<Store> {
  return {
    open: async () => {
      let skipped = 0;
      const ledger = memoryLedger({
        realTime: () => performance.now() + skipped,
        sleep: (ms, enough) => sleep(ms, undefined, { signal: enough }),
      });
      return {
        ledger,
        second: ledger,
        expireLeases: async () => {
          skipped += 60_000;
        },
        close: () => ledger.close(),
      };
    },
    stop: async () => {},
  };
}

export async function embeddedStore() {
  const base = mkdtempSync(join(tmpdir(), 'davy-ledger-'));
  await chmod(base, 0o755);
  const postgres = await startEmbeddedPostgres({ dataDir: join(base, 'data'), log: () => {} });
  const store = postgresStore(
    { ...postgres.config, user: 'postgres', database: 'postgres' },
    'davy',
    'davy_owner',
  );
  return {
    ...store,
    data: join(base, 'data'),
    stop: async () => {
      await postgres.stop();
      rmSync(base, { recursive: true, force: true });
    },
  };
}

type Server = Awaited<ReturnType<typeof debianServer>>;

/** Somebody else's PostgreSQL, in a folder of its own. */
async function debianServer() {
  const base = mkdtempSync(join(tmpdir(), 'davy-debian-'));
  await chmod(base, 0o755);
  const { admin, stop } = await startDebianPostgres(base);
  return {
    admin,
    stop: async () => {
      await stop();
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/** Without a server that others use as well, it has one of its own. */
export async function debianStore(given?: Server) {
  const server = given ?? (await debianServer());
  return {
    ...postgresStore(server.admin, null, null),
    stop: async () => {
      if (!given) await server.stop();
    },
  };
}

/** The same server behind PgBouncer, which carries notices only where it lends by the session. */
export async function pgbouncerStore(mode: PoolMode, given?: Server) {
  const { admin, stop } = given ?? (await debianServer());
  const base = mkdtempSync(join(tmpdir(), 'davy-pgbouncer-'));
  await chmod(base, 0o755);
  const bouncer = await startPgbouncer(base, admin, mode);
  return {
    ...postgresStore(admin, null, null, (database) => ({
      config: bouncer.config(database),
      listen: mode === 'session' ? bouncer.config(database) : { ...admin, database },
    })),
    stop: async () => {
      await bouncer.stop();
      if (!given) await stop();
      rmSync(base, { recursive: true, force: true });
    },
  };
}

/**
 * Without a second role the one role owns everything, as with a plain DATABASE_URL. A ledger is in
 * a new database, or in one that all share in turn and that is made as new after each: that is much
 * less work, and enough for those who know only the port.
 */
export function postgresStore(
  admin: PoolConfig,
  davy: string | null,
  davyOwner: string | null,
  through?: (database: string) => { readonly config: PoolConfig; readonly listen: PoolConfig },
) {
  let made = 0;
  let shared: string | undefined;
  const create = async () => {
    const database = `davy_test_${process.pid}_${(made += 1)}_${Math.floor(performance.now())}`;
    const owner = davyOwner === null ? '' : ` owner ${davyOwner}`;
    await ask(admin, `create database ${database}${owner}`);
    return database;
  };
  const drop = (database: string) => ask(admin, `drop database ${database} with (force)`);
  const openIn = async (database: string): Promise<OpenedPostgres> => {
    const inside = within(admin, database);
    const { config, ...listen } = through?.(database) ?? {
      config: davy === null ? inside : { ...inside, user: davy },
    };
    const owner = davyOwner === null ? undefined : { ...inside, user: davyOwner };
    const open = () => openPostgresLedger({ config, ...listen, ...(owner ? { owner } : {}) });
    const [ledger, second] = await Promise.all([open(), open()]);
    return {
      ledger,
      second,
      admin: inside,
      config,
      owner,
      expireLeases: async () => {
        await ask(
          inside,
          "update wakes set leased_until = '2001-01-01' where leased_until is not null; " +
            "update inbox set lent_until = '2001-01-01'",
        );
      },
      close: async () => {
        await Promise.all([ledger.close(), second.close()]);
      },
    };
  };
  return {
    open: async (): Promise<OpenedPostgres> => {
      const database = await create();
      const opened = await openIn(database);
      return {
        ...opened,
        close: async () => {
          await opened.close();
          await drop(database);
        },
      };
    },
    openShared: async (): Promise<OpenedPostgres> => {
      const isFirst = shared === undefined;
      const opened = await openIn((shared ??= await create()));
      if (isFirst) await ask(opened.admin, rememberNew);
      return {
        ...opened,
        close: async () => {
          await opened.close();
          await ask(opened.admin, makeNew);
        },
      };
    },
    stop: async () => {},
  };
}

/**
 * Every store the contract is held against, for the tests of one file, who share what is started.
 * What is missing here is said aloud, and fails where nothing may be missing.
 */
export function stores(): readonly (readonly [string, () => Promise<Store>])[] {
  const url = process.env['DATABASE_URL'];
  // One other than our own is enough: DATABASE_URL is for whoever wants theirs tried as well.
  if (debianMajor === null && url === undefined)
    process.stderr.write(
      'LEFT OUT: a PostgreSQL other than our own: the ledger was not tried on one; ' +
        'install the package postgresql, or set DATABASE_URL\n',
    );
  if (debianMajor === null && process.env['CI'] === 'true')
    throw new Error('CI must try the ledger on another PostgreSQL: install the package postgresql');
  let started: Promise<Server> | undefined;
  const debian = () => (started ??= debianServer());
  afterAll(async () => (await started)?.stop());
  return [
    ['in memory', memoryStore],
    ['in the embedded PostgreSQL', async () => sharing(await embeddedStore())],
    ...(debianMajor === null
      ? []
      : [
          [
            `in PostgreSQL ${debianMajor}`,
            async () => sharing(await debianStore(await debian())),
          ] as const,
        ]),
    ...(debianMajor !== null && hasPgbouncer()
      ? (['session', 'transaction'] as const).map(
          (mode) =>
            [
              `behind PgBouncer, by the ${mode}`,
              async () => sharing(await pgbouncerStore(mode, await debian())),
            ] as const,
        )
      : []),
    ...(url === undefined
      ? []
      : [
          [
            'in the PostgreSQL of DATABASE_URL',
            async () => postgresStore({ connectionString: url }, null, null),
          ] as const,
        ]),
  ];
}

export async function ask<Row extends object>(
  config: PoolConfig,
  query: string,
  values?: unknown[],
): Promise<readonly Row[]> {
  const client = new Client(config);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<Row>(query, values)).rows;
  } finally {
    await client.end();
  }
}

function sharing(store: Store & { readonly openShared: () => Promise<Opened> }): Store {
  return { ...store, open: store.openShared };
}

function within(admin: PoolConfig, database: string): PoolConfig {
  if (admin.connectionString === undefined) return { ...admin, database };
  const url = new URL(admin.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
}
