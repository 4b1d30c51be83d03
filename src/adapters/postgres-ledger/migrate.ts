import { readdir, readFile } from 'node:fs/promises';
import { Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { PoolConfig } from 'pg';
import { type Database, dialectOf } from './database.ts';
import { noLimits } from './limits.ts';
import type { Tables } from './tables.ts';

/**
 * Guards migrations and grants: replicas start together. The number is that of Kysely's own lock,
 * which older versions of Davy take.
 */
export const migrationLock = sql.lit('3853314791062309107');

/** Where the numbered steps are; beside some stands how each is undone. */
export const migrations = new URL('../../../migrations/', import.meta.url);

/** What Davy's role may do with each table. History can be read and added to, and nothing else. */
const rights = {
  events: 'select, insert',
  turns: 'select, insert',
  checkpoints: 'select, insert',
  builds: 'select, insert, update (checks)',
  given_images: 'select, insert',
  lines: 'select, insert, update',
  blocked_builds: 'select, insert, delete',
  releases: 'select, insert, update',
  effects: 'select, insert, update',
  wakes: 'select, insert, update, delete',
  known_issues: 'select, insert, update',
  seen_errors: 'select, insert, update',
  changelogs: 'select, insert, update',
  ticket_work: 'select, insert, update',
  job_notes: 'select, insert, update, delete',
  job_outputs: 'select, insert, update, delete',
  soaks: 'select, insert, update, delete',
  looks: 'select, insert, delete',
  readers: 'select, insert, update',
  messages: 'select, insert, update',
  kept_time: 'select, update',
  inbox: 'select, insert, update, delete',
  outcomes: 'select, insert, update, delete',
  readings: 'select, insert, update, delete',
} as const;

/** A connection that may change tables, and whose statements may take their time. */
export function openMigrator(config: PoolConfig): Database {
  const dialect = dialectOf(
    { ...config, query_timeout: 0 },
    { max: 1, server: 'theirs', limits: noLimits },
  );
  return new Kysely<Tables>({
    dialect: {
      createDriver: () => dialect.createDriver(),
      createQueryCompiler: () => dialect.createQueryCompiler(),
      createIntrospector: (db) => dialect.createIntrospector(db),
      // Kysely locks for a session and unlocks later; behind a pooler that may be two servers'
      // connections. Ours is held by the transaction, and ends with it whatever happens.
      createAdapter: () =>
        Object.assign(dialect.createAdapter(), {
          acquireMigrationLock: async () => {},
          releaseMigrationLock: async () => {},
        }),
    },
  });
}

/**
 * Brings the database to the newest numbered file. Any number of replicas may do this at once: one
 * does it, the others wait.
 */
export async function migrate(owner: Database, directory = migrations): Promise<void> {
  await refuseNewer(owner, Object.keys(await read(directory)));
  await owner.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(trx);
    const migrator = new Migrator({ db: trx, provider: { getMigrations: () => read(directory) } });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined)
      throw new Error(
        'the database could not be brought up to date; nothing was changed by the step that failed',
        { cause: error },
      );
  });
}

/** An older Davy would read half of what a newer one wrote, so it says what to do instead. */
async function refuseNewer(owner: Database, known: readonly string[]): Promise<void> {
  const { rows } = await sql<{ made: boolean }>`
    select to_regclass('kysely_migration') is not null as made`.execute(owner);
  if (rows[0]?.made !== true) return;
  const done = await sql<{ name: string }>`
    select name from kysely_migration order by name`.execute(owner);
  const newer = done.rows.map(({ name }) => name).filter((name) => !known.includes(name));
  if (newer.length > 0)
    throw new Error(
      `a newer Davy brought this ledger to ${newer.at(-1)}, which this one does not know ` +
        `(it knows ${known.at(-1)}). Nothing was changed. Start the newer version again; to go ` +
        'back to this one, stop Davy and let the newer version type ' +
        `"npm run davy -- downgrade ${known.at(-1)}". It says so where that needs the backup of ` +
        'the ledger that was made before the upgrade',
    );
}

/** Lets Davy's role work on tables that belong to another. */
export async function grant(owner: Database, role: string): Promise<void> {
  await owner.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(trx);
    for (const [table, what] of Object.entries(rights)) {
      await sql`grant ${sql.raw(what)} on ${sql.table(table)} to ${sql.id(role)}`.execute(trx);
    }
    await sql`grant usage, select on sequence fences to ${sql.id(role)}`.execute(trx);
  });
}

async function read(directory: URL) {
  const files = (await readdir(directory))
    .filter((name) => /^\d{3}-[\w-]+\.sql$/.test(name))
    .toSorted();
  const texts = await Promise.all(
    files.map(
      async (name) =>
        [name.replace(/\.sql$/, ''), await readFile(new URL(name, directory), 'utf8')] as const,
    ),
  );
  return Object.fromEntries(texts.map(([name, text]) => [name, migration(text)]));
}

function migration(text: string): Migration {
  return {
    up: async (db) => {
      await sql.raw(text).execute(db);
    },
  };
}
