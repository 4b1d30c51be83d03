import { readdir, readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { PoolConfig } from 'pg';
import { connected } from './connected.ts';
import { migrationLock, migrations, openMigrator } from './migrate.ts';

/** What became of a wish to go back to an older Davy. A refusal changed nothing. */
export type Downgrade =
  | { readonly kind: 'undone'; readonly steps: readonly string[] }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * Undoes every step after `to`, in one transaction, so that an older Davy starts on this ledger and
 * reads what it holds: only the newer one knows how.
 */
export async function downgrade(
  owner: PoolConfig,
  to: string,
  directory: URL = migrations,
): Promise<Downgrade> {
  const db = openMigrator({ ...owner, application_name: 'davy downgrading' });
  try {
    return await db.transaction().execute(async (trx) => {
      await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(trx);
      const done = await sql<{ name: string }>`
        select name from kysely_migration order by name`.execute(trx);
      const names = done.rows.map(({ name }) => name);
      const target = names.find((name) => name === to || name.startsWith(`${to}-`));
      if (target === undefined)
        return refuse(`this ledger never was at "${to}"; it was at ${names.join(', ')}`);
      const steps = names.slice(names.indexOf(target) + 1).toReversed();
      // A Davy that runs would read tables that are not there any more.
      const running = (await connected.execute(trx)).rows[0]?.n ?? 0;
      if (running > 0)
        return refuse(`Davy is connected to this ledger (${running} connections); stop it first`);
      const ways = await waysBack(directory, steps);
      if (ways.kind === 'refused') return ways;
      for (const way of ways.texts) await sql.raw(way).execute(trx);
      await sql`delete from kysely_migration where name = any(${steps}::text[])`.execute(trx);
      return { kind: 'undone', steps };
    });
  } finally {
    await db.destroy();
  }
}

async function waysBack(
  directory: URL,
  steps: readonly string[],
): Promise<Extract<Downgrade, { kind: 'refused' }> | { kind: 'ways'; texts: readonly string[] }> {
  const files = await readdir(directory);
  const lacking = steps.filter((step) => !files.includes(`${step}.down.sql`));
  if (lacking.length > 0)
    return refuse(
      `${lacking.join(', ')} cannot be undone: restore the backup of the ledger that was made ` +
        'before the upgrade',
    );
  const texts = await Promise.all(
    steps.map((step) => readFile(new URL(`${step}.down.sql`, directory), 'utf8')),
  );
  return { kind: 'ways', texts };
}

function refuse(why: string): Extract<Downgrade, { kind: 'refused' }> {
  return { kind: 'refused', why };
}
