import type { Changelog } from '../../changes/changelog.ts';
import { canonical } from '../ledger/event-chain.ts';
import type { Database } from './database.ts';
import { readable } from './rows/exact.ts';
import { ChangelogRow, storedChangelog } from './rows/changelog.ts';

/** Keeps a comparison of two versions, so that no message waits for git twice. */
export async function saveChangelog(db: Database, log: Changelog): Promise<void> {
  const text = canonical(storedChangelog(log));
  readable(ChangelogRow, text);
  await db
    .insertInto('changelogs')
    .values({
      service: log.service,
      from_version: log.from.version,
      to_version: log.to.version,
      changelog: text,
    })
    .onConflict((conflict) =>
      conflict.columns(['service', 'from_version', 'to_version']).doUpdateSet({ changelog: text }),
    )
    .execute();
}

/** Null when nobody compared these two yet. */
export async function changelogOf(
  db: Database,
  service: string,
  from: string,
  to: string,
): Promise<Changelog | null> {
  const row = await db
    .selectFrom('changelogs')
    .select('changelog')
    .where('service', '=', service)
    .where('from_version', '=', from)
    .where('to_version', '=', to)
    .executeTakeFirst();
  return row ? ChangelogRow.parse(row.changelog) : null;
}
