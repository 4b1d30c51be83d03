import { sql } from 'kysely';
import { z } from 'zod';
import type { BlockedBuild, Line } from '../../release/state/line.ts';
import { canonical, chainHash } from '../ledger/event-chain.ts';
import type { Database } from './database.ts';
import { readable } from './rows/exact.ts';
import { BlockedRow } from './rows/release.ts';

/** Builds in the order in which they were blocked, and the head of their chain. */
export type Aside = { readonly head: string; readonly builds: readonly BlockedBuild[] };

/**
 * What this process read already, by line. A head names one list and no other, so what stands here
 * is never old: it is the one that was asked for, or it is not asked.
 */
export type BlockedShelf = Map<string, Aside>;

const Rows = z.array(z.unknown());
const BlockedRows = z.array(BlockedRow);

/** So many are remembered at once; a line that nobody asked about for long is read again. */
const rememberedMost = 50_000;

const nothing: Aside = { head: '', builds: [] };

/** The list of this head, if it need not be read. */
export function onShelf(
  shelf: BlockedShelf,
  service: string,
  head: string,
): readonly BlockedBuild[] | null {
  if (head === '') return nothing.builds;
  const known = shelf.get(service);
  return known?.head === head ? known.builds : null;
}

/** Reads the list that belongs to this head: the caller sees to it that nobody changes it now. */
export async function readBlocked(
  db: Pick<Database, 'selectFrom'>,
  shelf: BlockedShelf,
  service: string,
  head: string,
): Promise<readonly BlockedBuild[]> {
  const rows = await db
    .selectFrom('blocked_builds')
    .select('blocked')
    .where('service', '=', service)
    .orderBy('place')
    .execute();
  return putOnShelf(
    shelf,
    service,
    head,
    rows.map(({ blocked }) => blocked),
  );
}

/**
 * A build that is missing here would go out again, so a list that is not the one its line names is
 * a fault and no list.
 */
export function putOnShelf(
  shelf: BlockedShelf,
  service: string,
  head: string,
  stored: unknown,
): readonly BlockedBuild[] {
  const rows = Rows.parse(stored);
  if (headOf('', rows) !== head)
    throw new Error(`the blocked builds of ${service} are not those that its line names`);
  const builds = BlockedRows.parse(rows);
  shelf.delete(service);
  shelf.set(service, { head, builds });
  let kept = [...shelf.values()].reduce((sum, one) => sum + one.builds.length, 0);
  for (const [name, one] of shelf) {
    if (kept <= rememberedMost || name === service) break;
    shelf.delete(name);
    kept -= one.builds.length;
  }
  return builds;
}

/**
 * Writes what a decision left; answers the head that the line's row shall name. Where builds were
 * only added, only those are written. `before` is null where the row held them itself.
 */
export async function saveBlocked(
  trx: Pick<Database, 'deleteFrom' | 'getExecutor'>,
  { service, blocked }: Line,
  before: Aside | null,
): Promise<string> {
  if (before?.builds === blocked) return before.head;
  const known = before ?? nothing;
  const isLonger = known.builds.every((build, place) => blocked[place] === build);
  if (!isLonger) await trx.deleteFrom('blocked_builds').where('service', '=', service).execute();
  const { head, builds } = isLonger ? known : nothing;
  const added = blocked.slice(builds.length);
  if (added.length > 0) {
    const text = canonical(added);
    readable(BlockedRows, text);
    await sql`insert into blocked_builds (service, place, blocked)
      select ${service}::text, ${builds.length}::int + place, blocked
      from jsonb_array_elements(${text}::jsonb) with ordinality as added (blocked, place)`.execute(
      trx,
    );
  }
  return headOf(head, added);
}

function headOf(before: string, added: readonly unknown[]): string {
  return added.reduce<string>((head, one) => chainHash(head, canonical(one)), before);
}
