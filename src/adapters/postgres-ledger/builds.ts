import type { Build } from '../../release/state/build.ts';
import { canonical } from '../ledger/event-chain.ts';
import { productOf } from '../../release/state/line-name.ts';
import type { Database } from './database.ts';
import { BuildRow } from './rows/build.ts';

/** Stores a build once. A version is a name for ever: the same one with other bytes is refused. */
export async function addBuild(
  db: Database,
  registered: Build,
): Promise<'added' | 'known' | 'conflict'> {
  const build = { ...registered, service: productOf(registered.service) };
  const { service, version, commit, image } = build;
  const added = await db
    .insertInto('builds')
    .values({ service, version, commit, image, build: canonical(build) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('ordinal')
    .executeTakeFirst();
  if (added) return 'added';
  const known = await db
    .selectFrom('builds')
    .select(['commit', 'image'])
    .where('service', '=', service)
    .where('version', '=', version)
    .executeTakeFirst();
  return known?.commit === commit && known.image === image ? 'known' : 'conflict';
}

/** As it stands on the line that asks; null when nobody registered it for its product. */
export async function buildOf(db: Database, line: string, version: string): Promise<Build | null> {
  const row = await db
    .selectFrom('builds')
    .select('build')
    .where('service', '=', productOf(line))
    .where('version', '=', version)
    .executeTakeFirst();
  return row ? { ...BuildRow.parse(row.build), service: line } : null;
}

/** The newest first. */
export async function newestBuilds(
  db: Database,
  line: string,
  limit: number,
): Promise<readonly Build[]> {
  const rows = await db
    .selectFrom('builds')
    .select('build')
    .where('service', '=', productOf(line))
    .orderBy('ordinal', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ build }) => ({ ...BuildRow.parse(build), service: line }));
}
