import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { schedule } from 'node-cron';
import type { Log } from '../ports/log.ts';
import { startEmbeddedPostgres } from './embedded-postgres/start.ts';
import { type Downgrade, downgrade } from './postgres-ledger/downgrade.ts';
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

/** Which database, as the environment names it. */
export type LedgerAddress = {
  readonly url: string | undefined;
  /** The role that owns the tables, where there is a second one. */
  readonly ownerUrl?: string | undefined;
  /** Where notices are heard, where `url` leads to a pooler. */
  readonly listenUrl?: string | undefined;
  readonly pool?: number;
  readonly dataDir: string;
};

/** What the environment says of the ledger, for everybody who opens it. */
export function ledgerAddress(environment: {
  readonly DATABASE_URL?: string | undefined;
  readonly DATABASE_OWNER_URL?: string | undefined;
  readonly DATABASE_LISTEN_URL?: string | undefined;
  readonly DATABASE_POOL: number;
  readonly DAVY_DATA: string;
}): LedgerAddress {
  return {
    url: environment.DATABASE_URL,
    ownerUrl: environment.DATABASE_OWNER_URL,
    listenUrl: environment.DATABASE_LISTEN_URL,
    pool: environment.DATABASE_POOL,
    dataDir: environment.DAVY_DATA,
  };
}

/** The database that was named, or one of our own beside the bot. */
export async function openLedger({
  url,
  ownerUrl,
  listenUrl,
  pool,
  dataDir,
  log,
  name,
  sealAt = everyFiveMinutes,
}: LedgerAddress & {
  /** Where the ledger says what it does. */
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** Whose connections they are, where it is no Davy that runs. */
  readonly name?: string;
  /** A cron expression, in UTC. */
  readonly sealAt?: string;
}): Promise<OpenLedger> {
  const own = { pool, name };
  if (url !== undefined) {
    const ledger = await openPostgresLedger({
      ...own,
      config: { connectionString: url },
      ...(ownerUrl === undefined ? {} : { owner: { connectionString: ownerUrl } }),
      ...(listenUrl === undefined ? {} : { listen: { connectionString: listenUrl } }),
    });
    return {
      ledger: sealed(ledger, log, sealAt),
      where: `PostgreSQL at ${placeOf(url)}`,
      stop: async () => {},
    };
  }
  const postgres = await startEmbeddedPostgres({ dataDir, log: saidBy(log) });
  try {
    const ledger = await openPostgresLedger({
      ...own,
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

function saidBy(log: Pick<Log, 'info' | 'warn'>) {
  return (sentence: string, cause?: unknown) =>
    cause instanceof Error ? log.warn({ cause: cause.message }, sentence) : log.info({}, sentence);
}

/** Whoever asks whether a ledger is there waits no longer (real ms). */
const thereMs = 10_000;

/**
 * Whether a ledger answers that holds a release; one of our own is not made for the question. No
 * answer in time is none.
 */
export async function ledgerHolds(
  environment: Parameters<typeof ledgerAddress>[0],
  release: string,
): Promise<boolean> {
  const address = ledgerAddress(environment);
  if (address.url === undefined && !existsSync(address.dataDir)) return false;
  const asked = openLedger({ ...address, log: silent, name: 'davy terminal' }).then(
    async ({ ledger, stop }) => {
      try {
        return (await ledger.release(release)) !== null;
      } finally {
        await ledger.close();
        await stop();
      }
    },
  );
  // Why it does not answer is no matter here: it is away.
  return Promise.race([asked.catch(() => false), sleep(thereMs, false, { ref: false })]);
}

const silent: Pick<Log, 'info' | 'warn'> = { info: () => undefined, warn: () => undefined };

/** Takes a ledger back to an older Davy's step, without bringing it up to date first. */
export async function downgradeLedger(
  { url, ownerUrl, dataDir }: LedgerAddress,
  to: string,
): Promise<Downgrade> {
  if (url !== undefined) return downgrade({ connectionString: ownerUrl ?? url }, to);
  const postgres = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  try {
    return await downgrade(postgres.owner, to);
  } finally {
    await postgres.stop();
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
