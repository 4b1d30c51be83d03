import { sql } from 'kysely';
import { type Line, newLine } from '../../release/state/line.ts';
import type { Release } from '../../release/state/release.ts';
import type { Database } from './database.ts';
import { type BlockedShelf, onShelf, putOnShelf } from './blocked-builds.ts';
import { ReleaseRow } from './rows/release.ts';
import { readLine } from './rows/stored-line.ts';

/**
 * A service nobody has released yet has a line all the same. Blocked builds that this process does
 * not know yet are read with the row, in one statement: both are of one moment.
 */
export async function lineOf(
  db: Pick<Database, 'selectFrom' | 'getExecutor'>,
  shelf: BlockedShelf,
  service: string,
): Promise<Line> {
  const row = await db
    .selectFrom('lines')
    .select('state')
    .where('service', '=', service)
    .executeTakeFirst();
  if (!row) return newLine(service);
  const { line, blockedHead } = readLine(row.state);
  if (blockedHead === null) return line;
  const blocked = onShelf(shelf, service, blockedHead);
  return blocked ? { ...line, blocked } : wholeLine(db, shelf, service);
}

async function wholeLine(
  db: Pick<Database, 'getExecutor'>,
  shelf: BlockedShelf,
  service: string,
): Promise<Line> {
  const { rows } = await sql<{ state: unknown; blocked: unknown }>`
    select state, (select coalesce(jsonb_agg(blocked order by place), '[]') from blocked_builds
      where blocked_builds.service = lines.service) as blocked
    from lines where service = ${service}`.execute(db);
  const { line, blockedHead } = readLine(rows[0]?.state);
  if (blockedHead === null) return line;
  return { ...line, blocked: putOnShelf(shelf, service, blockedHead, rows[0]?.blocked) };
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
