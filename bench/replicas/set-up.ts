import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { startEmbeddedPostgres } from '../../src/adapters/embedded-postgres/start.ts';
import { openPostgresLedger } from '../../src/adapters/postgres-ledger/open.ts';
import { servicesOf } from '../../src/assemble/services.ts';
import { noLineage } from '../../src/changes/lineage.ts';
import { loadConfig } from '../../src/config/load.ts';
import { makeTell } from '../../src/engine/tell.ts';
import type { Service } from '../../src/service/service.ts';
import { buildOf } from '../ack/ledger.ts';

/** The one database of all replicas, and how it is asked from beside them. */
export type Store = {
  readonly url: string;
  ask<Row>(text: string, row: z.ZodType<Row>): Promise<readonly Row[]>;
  /** Davy's own proof of its record: what is wrong with it. */
  verify(): Promise<number>;
  /** Kills the server as a power cut would; its keeper starts it again. */
  kill(): Promise<void>;
  stop(): Promise<void>;
};

const ana = { id: 'U0ANA', name: 'ana' };

/** Starts a PostgreSQL whose supervisor is ours, so that it outlives every Davy. */
export async function startStore(dataDir: string): Promise<Store> {
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  const { host, port, user, database } = postgres.owner;
  const place = `?host=${encodeURIComponent(host)}&port=${port}`;
  const url = `postgresql://${user}@localhost/${database}${place}`;
  return {
    url,
    ask: (text, row) => patiently(() => askOnce(url, text, row)),
    async verify() {
      const ledger = await openPostgresLedger({ config: { connectionString: url } });
      const wrong = await ledger.verify();
      await ledger.close();
      return wrong.length;
    },
    async kill() {
      const file = join(dataDir, 'postgres', 'postmaster.pid');
      const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
      process.kill(pid, 'SIGKILL');
      while (isAlive(pid)) await sleep(20);
    },
    stop: () => postgres.stop(),
  };
}

async function askOnce<Row>(
  url: string,
  text: string,
  row: z.ZodType<Row>,
): Promise<readonly Row[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return z.array(row).parse((await client.query(text)).rows);
  } finally {
    await client.end();
  }
}

const patienceMs = 60_000;

/** A database that was killed is away for a while. */
async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (const since = Date.now(); ;) {
    try {
      return await ask();
    } catch (cause) {
      if (Date.now() - since > patienceMs) throw cause;
      await sleep(200);
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** What is live on every service, and a build on some of them that goes out by itself. */
export async function begin(
  store: Store,
  environment: Readonly<Record<string, string>>,
  moving: readonly string[],
): Promise<void> {
  const loaded = loadConfig(environment, (path) => readFileSync(path, 'utf8'));
  if (loaded.kind === 'faulty') throw new Error(loaded.faults.join('\n'));
  const ledger = await openPostgresLedger({ config: { connectionString: store.url } });
  const tell = makeTell({ ledger, clock: { now: () => Date.now(), wall: (at: number) => at } });
  for (const service of Object.values(servicesOf(loaded.config, loaded.environment))) {
    const at = Date.now();
    const roster = { at, teams: { owners: [ana.id] } };
    const build = buildOf(service.name, '2.0.0');
    await tell(
      { service: service.name, release: null },
      { kind: 'adopted', at, by: ana, build, roster, reason: '' },
    );
    if (moving.includes(service.name)) await request(tell, service);
  }
  await ledger.close();
}

async function request(tell: ReturnType<typeof makeTell>, service: Service): Promise<void> {
  const at = Date.now();
  const asked = await tell(
    { service: service.name, release: null },
    {
      kind: 'prerelease-requested',
      at,
      by: ana,
      id: `rel_${service.name.toUpperCase()}`,
      build: buildOf(service.name, '2.1.0'),
      plan: service.plan(),
      note: '',
      roster: { at, teams: { owners: [ana.id] } },
      imageFound: true,
      among: 'alone',
      lineage: noLineage,
    },
  );
  if (asked.kind !== 'moved') throw new Error(`${service.name}: ${JSON.stringify(asked)}`);
}
