import type { Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Ledger } from '../../ports/ledger.ts';
import type { Soak } from '../../release/verdict/soak.ts';
import type { JudgedLook } from '../../release/verdict/counted.ts';
import { canonical } from '../ledger/event-chain.ts';
import type { Database } from './database.ts';
import { guarded } from './faults.ts';
import { readable } from './rows/exact.ts';
import { LookRow, lookOf, storedLook } from './rows/look.ts';
import { SoakRow } from './rows/soak.ts';
import type { Tables } from './tables.ts';
import { holding } from './wakes.ts';

/** What was counted of releases: a row for what is known, and one for each look. */
export function soaksIn(db: Database): Pick<Ledger, 'soak' | 'saveSoak' | 'looks'> {
  return {
    soak: (release) => guarded('reading what was counted', () => soakOf(db, release)),
    saveSoak: (claim, release, { soak, looks }) =>
      guarded('storing what was counted', () =>
        db.transaction().execute(async (trx) => {
          await holding(trx, claim);
          if (await addLooks(trx, release, looks)) await saveState(trx, release, soak);
        }),
      ),
    looks: (release, wanted) => guarded('reading looks', () => looksOf(db, release, wanted)),
  };
}

async function soakOf(db: Database, release: string): ReturnType<Ledger['soak']> {
  const row = await db
    .selectFrom('soaks')
    .select(['state', 'last', 'old'])
    .where('release', '=', release)
    .executeTakeFirst();
  return row ? SoakRow.parse(row) : null;
}

/** False where one of them is kept already: whoever wrote it wrote what followed from it, too. */
async function addLooks(
  trx: Transaction<Tables>,
  release: string,
  looks: readonly JudgedLook[],
): Promise<boolean> {
  if (looks.length === 0) return true;
  const known = await trx
    .selectFrom('looks')
    .select('at')
    .where('release', '=', release)
    .where(
      'at',
      'in',
      looks.map(({ at }) => at),
    )
    .executeTakeFirst();
  if (known) return false;
  const rows = looks.map((look) => {
    const text = JSON.stringify(storedLook(look));
    readable(LookRow, text);
    return { release, at: look.at, look: text };
  });
  await trx.insertInto('looks').values(rows).execute();
  return true;
}

async function saveState(trx: Transaction<Tables>, release: string, soak: Soak): Promise<void> {
  readable(SoakRow, canonical(soak));
  const row = {
    state: canonical(soak.state),
    last: canonical(soak.last),
    old: canonical(soak.old),
  };
  await trx
    .insertInto('soaks')
    .values({ release, ...row })
    .onConflict((conflict) =>
      conflict.column('release').doUpdateSet({ ...row, written_at: sql`clock_timestamp()` }),
    )
    .execute();
}

async function looksOf(
  db: Database,
  release: string,
  { after, most }: Parameters<Ledger['looks']>[1],
): Promise<readonly JudgedLook[]> {
  const rows = await db
    .selectFrom('looks')
    .select(['at', 'look'])
    .where('release', '=', release)
    .where('at', '>', after)
    .orderBy('at')
    .limit(most)
    .execute();
  return rows.map(({ at, look }) => lookOf(at, LookRow.parse(JSON.parse(look))));
}
