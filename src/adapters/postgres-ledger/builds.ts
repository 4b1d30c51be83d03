import type { Ledger } from '../../ports/ledger.ts';
import { type RegisteredBuild, sameChecks } from '../../release/state/build.ts';
import { canonical } from '../ledger/event-chain.ts';
import { productOf } from '../../release/state/line-name.ts';
import type { Database } from './database.ts';
import { everyLine, imageOn, takeImage } from './given-images.ts';
import { RegisteredRow } from './rows/build.ts';

/**
 * Stores a build once. A version is a name for ever: the same one with other bytes is refused. Of
 * its checks the newest count, and an image that was missing is taken once.
 */
export async function addBuild(
  db: Database,
  registered: RegisteredBuild,
): ReturnType<Ledger['addBuild']> {
  const build = { ...registered, service: productOf(registered.service) };
  const { service, version, commit, image } = build;
  const added = await db
    .insertInto('builds')
    .values({ service, version, commit, image, build: canonical(build) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('ordinal')
    .executeTakeFirst();
  if (added) return 'added';
  const known = await rowsOf(db, service, everyLine)
    .select('commit')
    .where('version', '=', version)
    .executeTakeFirst();
  if (known?.commit !== commit) return 'conflict';
  // Who names none says nothing against the one that is known.
  const isNews = image !== null && known.image !== image;
  if (isNews && !(await db.transaction().execute((trx) => takeImage(trx, build, image))))
    return 'conflict';
  if (sameChecks(asIs(known), build)) return isNews ? 'completed' : 'known';
  await db
    .updateTable('builds')
    .set({ checks: canonical(build.checks) })
    .where('service', '=', service)
    .where('version', '=', version)
    .execute();
  return 'rechecked';
}

/** As it stands on the line that asks; null when nobody registered it for its product. */
export async function buildOf(
  db: Database,
  line: string,
  version: string,
): Promise<RegisteredBuild | null> {
  const row = await rowsOf(db, productOf(line), line)
    .where('version', '=', version)
    .executeTakeFirst();
  return row ? { ...asIs(row), service: line } : null;
}

/** The newest first. */
export async function newestBuilds(
  db: Database,
  line: string,
  limit: number,
): Promise<readonly RegisteredBuild[]> {
  const rows = await rowsOf(db, productOf(line), line)
    .orderBy('ordinal', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...asIs(row), service: line }));
}

/** The builds of a product, with the images that a line of it has. */
function rowsOf(db: Database, product: string, line: string) {
  return db
    .selectFrom('builds')
    .select(['build', 'checks', imageOn(line).as('image')])
    .where('service', '=', product);
}

/** As it was registered, with what was told and found since: no row lets anything else change. */
function asIs({
  build,
  checks,
  image,
}: {
  readonly build: unknown;
  readonly checks: unknown;
  readonly image: string | null;
}): RegisteredBuild {
  const registered = { ...RegisteredRow.parse(build), image };
  return checks === null
    ? registered
    : { ...registered, checks: RegisteredRow.shape.checks.parse(checks) };
}
