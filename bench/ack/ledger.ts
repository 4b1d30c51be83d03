import { Client } from 'pg';
import { z } from 'zod';
import { startEmbeddedPostgres } from '../../src/adapters/embedded-postgres/start.ts';
import { openPostgresLedger } from '../../src/adapters/postgres-ledger/open.ts';
import { loadConfig } from '../../src/config/load.ts';
import { servicesOf } from '../../src/assemble/services.ts';
import { makeTell } from '../../src/engine/tell.ts';
import type { Build } from '../../src/release/state/build.ts';
import { releaseIdOf } from './bodies.ts';

/**
 * Davy's database, looked at from beside it. Its supervisor is ours, so that it outlives a killed
 * Davy and can be asked.
 */
export type Beside = {
  /** The triggers of all deliveries that are stored. */
  stored(): Promise<ReadonlySet<string>>;
  unanswered(): Promise<number>;
  /** How many releases move users at this moment. */
  moving(): Promise<number>;
  stop(): Promise<void>;
};

/**
 * Starts the database and puts one release a service into it, through the door every event takes.
 */
export async function prepareLedger(
  environment: Readonly<Record<string, string>>,
  readFile: (path: string) => string,
): Promise<Beside> {
  const loaded = loadConfig(environment, readFile);
  if (loaded.kind === 'faulty') throw new Error(loaded.faults.join('\n'));
  const postgres = await startEmbeddedPostgres({
    dataDir: loaded.environment.DAVY_DATA,
    log: () => undefined,
  });
  const ledger = await openPostgresLedger(postgres);
  const clock = { now: () => Date.now(), wall: (at: number) => at };
  const tell = makeTell({ ledger, clock });
  for (const service of Object.values(servicesOf(loaded.config, loaded.environment))) {
    const at = clock.now();
    const by = { id: 'U0ANA', name: 'ana' };
    await tell(
      { service: service.name, release: null },
      {
        kind: 'adopted',
        at,
        by,
        build: buildOf(service.name, '2.0.0'),
        roster: { at, teams: { bench: [by.id] } },
        reason: '',
      },
    );
    const id = releaseIdOf(service.name);
    const started = await tell(
      { service: service.name, release: null },
      {
        kind: 'return-started',
        at,
        by,
        id,
        build: buildOf(service.name, '1.0.0'),
        plan: service.plan(),
        reason: 'for the benchmark',
        imageFound: true,
        capacity: 1,
      },
    );
    if (started.kind !== 'moved') throw new Error(`the release of ${service.name} did not start`);
  }
  await ledger.close();
  return beside(postgres);
}

async function beside(
  postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>,
): Promise<Beside> {
  const ask = async <Row>(text: string, row: z.ZodType<Row>): Promise<readonly Row[]> => {
    const client = new Client(postgres.config);
    await client.connect();
    try {
      return z.array(row).parse((await client.query(text)).rows);
    } finally {
      await client.end();
    }
  };
  const count = async (text: string) => (await ask(text, z.object({ n: z.number() })))[0]?.n ?? 0;
  return {
    stored: async () =>
      new Set(
        (
          await ask(
            `select body->'slack'->>'trigger_id' as trigger from inbox`,
            z.object({ trigger: z.string() }),
          )
        ).map(({ trigger }) => trigger),
      ),
    unanswered: () => count('select count(*)::int as n from inbox where answered_at is null'),
    moving: () =>
      count(
        `select count(*)::int as n from releases
         where moving and state->'phase'->>'kind' = 'migrating'
           and state->'phase'->>'movedAt' is not null`,
      ),
    stop: () => postgres.stop(),
  };
}

/** A build as its CI would have registered it. */
export function buildOf(service: string, version: string): Build {
  return {
    service,
    version,
    commit: 'c0ffee0',
    image: `img-${version.replaceAll('.', '-')}`,
    checks: { passed: 1, failed: 0 },
    registeredAt: 0,
  };
}
