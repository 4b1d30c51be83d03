import { type Build, sameChecks } from '../../release/state/build.ts';
import { canonical } from '../ledger/event-chain.ts';
import { productOf } from '../../release/state/line-name.ts';
import type { Database } from './database.ts';
import { BuildRow } from './rows/build.ts';

/**
 * Stores a build once. A version is a name for ever: the same one with other bytes is refused. Of
 * its checks the newest count.
 */
export async function addBuild(
  db: Database,
  registered: Build,
): Promise<'added' | 'known' | 'rechecked' | 'conflict'> {
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
    .select(['commit', 'image', 'build', 'checks'])
    .where('service', '=', service)
    .where('version', '=', version)
    .executeTakeFirst();
  if (known?.commit !== commit || known.image !== image) return 'conflict';
  if (sameChecks(asIs(known), build)) return 'known';
  await db
    .updateTable('builds')
    .set({ checks: canonical(build.checks) })
    .where('service', '=', service)
    .where('version', '=', version)
    .execute();
  return 'rechecked';
}

/** As it stands on the line that asks; null when nobody registered it for its product. */
export async function buildOf(db: Database, line: string, version: string): Promise<Build | null> {
  const row = await db
    .selectFrom('builds')
    .select(['build', 'checks'])
    .where('service', '=', productOf(line))
    .where('version', '=', version)
    .executeTakeFirst();
  return row ? { ...asIs(row), service: line } : null;
}

/** The newest first. */
export async function newestBuilds(
  db: Database,
  line: string,
  limit: number,
): Promise<readonly Build[]> {
  const rows = await db
    .selectFrom('builds')
    .select(['build', 'checks'])
    .where('service', '=', productOf(line))
    .orderBy('ordinal', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...asIs(row), service: line }));
}

/** As it was registered, with the newest checks: no row lets anything else of it change. */
function asIs({ build, checks }: { readonly build: unknown; readonly checks: unknown }): Build {
  const registered = BuildRow.parse(build);
  return checks === null
    ? registered
    : { ...registered, checks: BuildRow.shape.checks.parse(checks) };
}
