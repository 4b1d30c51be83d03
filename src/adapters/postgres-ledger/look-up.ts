import { type Line, newLine } from '../../release/state/line.ts';
import type { Release } from '../../release/state/release.ts';
import type { Database } from './database.ts';
import { LineRow, ReleaseRow } from './rows/release.ts';

/** A service nobody has released yet has a line all the same. */
export async function lineOf(db: Database, service: string): Promise<Line> {
  const row = await db
    .selectFrom('lines')
    .select('state')
    .where('service', '=', service)
    .executeTakeFirst();
  return row ? LineRow.parse(row.state) : newLine(service);
}

/** Null when there is none of that name. */
export async function releaseOf(db: Database, id: string): Promise<Release | null> {
  const row = await db
    .selectFrom('releases')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? ReleaseRow.parse(row.state) : null;
}

/** The newest first, ended ones too. */
export async function historyOf(
  db: Database,
  service: string,
  limit: number,
): Promise<readonly Release[]> {
  const rows = await db
    .selectFrom('releases')
    .select('state')
    .where('service', '=', service)
    .orderBy('ordinal', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ state }) => ReleaseRow.parse(state));
}
