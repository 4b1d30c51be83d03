import type { Changelog } from '../../changes/changelog.ts';
import { productOf } from '../../release/state/line-name.ts';
import { canonical } from '../ledger/event-chain.ts';
import type { Database } from './database.ts';
import { readable } from './rows/exact.ts';
import { ChangelogRow, storedChangelog } from './rows/changelog.ts';

/** Keeps a comparison of two versions, so that no message waits for git twice. */
export async function saveChangelog(db: Database, log: Changelog): Promise<void> {
  const service = productOf(log.service);
  const text = canonical(storedChangelog({ ...log, service }));
  readable(ChangelogRow, text);
  await db
    .insertInto('changelogs')
    .values({
      service,
      from_version: log.from.version,
      to_version: log.to.version,
      changelog: text,
    })
    .onConflict((conflict) =>
      conflict.columns(['service', 'from_version', 'to_version']).doUpdateSet({ changelog: text }),
    )
    .execute();
}

/** For the line that asks; null when nobody compared these two builds of its product yet. */
export async function changelogOf(
  db: Database,
  line: string,
  from: string,
  to: string,
): Promise<Changelog | null> {
  const row = await db
    .selectFrom('changelogs')
    .select('changelog')
    .where('service', '=', productOf(line))
    .where('from_version', '=', from)
    .where('to_version', '=', to)
    .executeTakeFirst();
  return row ? { ...ChangelogRow.parse(row.changelog), service: line } : null;
}
