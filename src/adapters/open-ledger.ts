import { schedule } from 'node-cron';
import type { Log } from '../ports/log.ts';
import { startEmbeddedPostgres } from './embedded-postgres/start.ts';
import { openPostgresLedger, type PostgresLedger } from './postgres-ledger/open.ts';

/**
 * A ledger that is open, where it is (fit for a log), and how to stop what was started for it once
 * it is closed.
 */
export type OpenLedger = {
  readonly ledger: PostgresLedger;
  readonly where: string;
  readonly stop: () => Promise<void>;
};

/**
 * Every five minutes. Being late, or missing one, costs nothing: the next seal covers what was
 * before it.
 */
const everyFiveMinutes = '*/5 * * * *';

/**
 * The database that was named, or one of our own beside the bot. `ownerUrl` is the role that owns
 * the tables, where there is a second one.
 */
export async function openLedger({
  url,
  ownerUrl,
  dataDir,
  log,
  sealAt = everyFiveMinutes,
}: {
  readonly url: string | undefined;
  readonly ownerUrl?: string | undefined;
  readonly dataDir: string;
  /** Where the ledger says what it does. */
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** A cron expression, in UTC. */
  readonly sealAt?: string;
}): Promise<OpenLedger> {
  if (url !== undefined) {
    const ledger = await openPostgresLedger({
      config: { connectionString: url },
      ...(ownerUrl === undefined ? {} : { owner: { connectionString: ownerUrl } }),
    });
    return {
      ledger: sealed(ledger, log, sealAt),
      where: `PostgreSQL at ${placeOf(url)}`,
      stop: async () => {},
    };
  }
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log: (sentence, cause) =>
      cause instanceof Error
        ? log.warn({ cause: cause.message }, sentence)
        : log.info({}, sentence),
  });
  try {
    const ledger = await openPostgresLedger({
      config: postgres.config,
      owner: postgres.owner,
      server: 'ours',
    });
    return {
      ledger: sealed(ledger, log, sealAt),
      where: `its own PostgreSQL in ${dataDir}`,
      stop: postgres.stop,
    };
  } catch (cause) {
    await postgres.stop();
    throw cause;
  }
}

/**
 * Seals the record every few minutes. The log is the copy outside the database that a later proof
 * is held against.
 */
function sealed(
  ledger: PostgresLedger,
  log: Pick<Log, 'info' | 'warn'>,
  at: string,
): PostgresLedger {
  const seal = () =>
    ledger.checkpoint().then(
      (made) => made && log.info({ checkpoint: made.id, hash: made.hash }, 'sealed the record'),
      (cause: unknown) =>
        log.warn({ cause: String(cause) }, 'could not seal the record; it is tried again'),
    );
  let last: Promise<unknown> = Promise.resolve();
  const task = schedule(at, () => (last = seal()), {
    timezone: 'Etc/UTC',
    noOverlap: true,
    suppressMissedWarning: true,
  });
  return {
    ...ledger,
    close: async () => {
      await task.destroy();
      await last;
      await ledger.close();
    },
  };
}

function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
