import { type Kysely, sql, type Transaction } from 'kysely';
import { Superseded } from '../../ports/errors.ts';
import type { RegisteredBuild } from '../../release/state/build.ts';
import type { GivenImage } from '../../release/state/image.ts';
import { productOf } from '../../release/state/line-name.ts';
import type { Tables } from './tables.ts';

type Named = Pick<RegisteredBuild, 'service' | 'version'>;

/** Where an image that CI told of stands: it is that of all lines. */
export const everyLine = '';

/** Writes what lines found, in the transaction that decided it. */
export async function saveGiven(
  trx: Transaction<Tables>,
  given: readonly GivenImage[],
): Promise<void> {
  for (const { service: line, version, image } of given) {
    const product = productOf(line);
    const known = await lockBuild(trx, { service: product, version }, line);
    if (known === null || (known.image ?? image) !== image)
      throw new Superseded(`${line} ${version} has another image since it was looked for`);
    await trx.insertInto('given_images').values({ product, version, line, image }).execute();
  }
}

/** Takes an image from CI for a build registered without one, unless a line found another. */
export async function takeImage(
  trx: Transaction<Tables>,
  { service: product, version }: Named,
  image: string,
): Promise<boolean> {
  const known = await lockBuild(trx, { service: product, version }, everyLine);
  if (known === null || known.image !== null) return known?.image === image;
  const found = await trx
    .selectFrom('given_images')
    .select('image')
    .where('product', '=', product)
    .where('version', '=', version)
    .execute();
  if (found.some((one) => one.image !== image)) return false;
  const given = { product, version, line: everyLine, image };
  await trx.insertInto('given_images').values(given).execute();
  return true;
}

/** The image of a build on a line: no two of those that stand for it differ. */
export function imageOn(line: string) {
  return sql<string | null>`coalesce(builds.image, (
    select given.image from given_images given
    where given.product = builds.service and given.version = builds.version
      and given.line in (${everyLine}, ${line}) limit 1))`;
}

/** Who finds an image and whom CI tells of one wait for each other here. */
async function lockBuild(
  db: Kysely<Tables>,
  { service, version }: Named,
  line: string,
): Promise<{ readonly image: string | null } | null> {
  const build = db
    .selectFrom('builds')
    .where('service', '=', service)
    .where('version', '=', version);
  const row = await build.select('version').forUpdate().executeTakeFirst();
  // Asked once the row is locked: what was written meanwhile is seen.
  return row ? build.select(imageOn(line).as('image')).executeTakeFirstOrThrow() : null;
}
