import { sql, type Transaction } from 'kysely';
import { type Line, newLine } from '../../release/state/line.ts';
import { isOpen, type Release } from '../../release/state/release.ts';
import { canonical } from '../ledger/event-chain.ts';
import type { Stream } from '../ledger/raised.ts';
import { readable } from './rows/exact.ts';
import {
  type Aside,
  type BlockedShelf,
  onShelf,
  readBlocked,
  saveBlocked,
} from './blocked-builds.ts';
import { ReleaseRow } from './rows/release.ts';
import { lineText, readLine } from './rows/stored-line.ts';
import type { Tables } from './tables.ts';

type Trx = Transaction<Tables>;

/** A line that is locked, with what its row said of its blocked builds. */
export type LockedLine = Stream<Line> & { readonly aside: Aside | null };

/** Everything that concerns a service waits here for its turn. */
export async function lockLine(
  trx: Trx,
  shelf: BlockedShelf,
  service: string,
): Promise<LockedLine> {
  const lock = () =>
    trx
      .selectFrom('lines')
      .select(['state', 'head'])
      .where('service', '=', service)
      .forUpdate()
      .executeTakeFirst();
  let row = await lock();
  if (!row) {
    await trx
      .insertInto('lines')
      .values({ service, state: lineText(newLine(service), '') })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    row = await lock();
  }
  const { line, blockedHead } = readLine(row?.state);
  const head = row?.head ?? '';
  if (blockedHead === null) return { state: line, head, aside: null };
  const blocked =
    onShelf(shelf, service, blockedHead) ?? (await readBlocked(trx, shelf, service, blockedHead));
  return {
    state: { ...line, blocked },
    head,
    aside: { head: blockedHead, builds: blocked },
  };
}

/** Null when there is no such release. */
export async function lockRelease(trx: Trx, id: string): Promise<Stream<Release> | null> {
  const row = await trx
    .selectFrom('releases')
    .select(['state', 'head'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? { state: ReleaseRow.parse(row.state), head: row.head } : null;
}

/**
 * Oldest first; `but` is left out, where it is given. That they are open stands in the statement: a
 * plan that is made once could not use the index over open ones for a value it does not know.
 */
export async function openReleases(
  trx: Pick<Trx, 'selectFrom'>,
  service: string,
  but: string | null = null,
): Promise<readonly Release[]> {
  const rows = await trx
    .selectFrom('releases')
    .select('state')
    .where('service', '=', service)
    .where('open', '=', sql.lit(true))
    .where('id', 'is distinct from', but)
    .orderBy('ordinal')
    .execute();
  return rows.map((row) => ReleaseRow.parse(row.state));
}

/** What could not be read again is not stored: the fault shows now, and the old state stands. */
export async function saveLine(trx: Trx, before: LockedLine, line: Line): Promise<void> {
  const blockedHead = await saveBlocked(trx, line, before.aside);
  await trx
    .updateTable('lines')
    .set({ state: lineText(line, blockedHead), seq: line.seq })
    .where('service', '=', line.service)
    .execute();
}

/** `moving` is told by the line; the index over it holds that there is one. */
export async function saveRelease(trx: Trx, release: Release, line: Line): Promise<void> {
  const { id, seq } = release;
  await trx
    .updateTable('releases')
    .set({ ...placed(release, line), seq })
    .where('id', '=', id)
    .execute();
}

/** A release that has just come into being. */
export async function addRelease(trx: Trx, release: Release, line: Line): Promise<void> {
  const { id, service, kind, seq } = release;
  await trx
    .insertInto('releases')
    .values({ id, service, kind, seq, ...placed(release, line) })
    .execute();
}

function placed(release: Release, line: Line) {
  const state = canonical(release);
  readable(ReleaseRow, state);
  return { state, open: isOpen(release), moving: line.moving?.release === release.id };
}
