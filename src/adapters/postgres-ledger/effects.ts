import type { Transaction } from 'kysely';
import type { Claim, PendingEffect } from '../../ports/ledger.ts';
import { type Effect, keptLanes } from '../../release/state/decision.ts';
import { canonical } from '../ledger/event-chain.ts';
import type { Database } from './database.ts';
import { EffectRow } from './rows/decision.ts';
import type { Tables } from './tables.ts';
import { holding } from './wakes.ts';

/** Puts effects behind those that wait already. */
export async function addEffects(
  trx: Transaction<Tables>,
  key: string,
  effects: readonly Effect[],
): Promise<void> {
  if (effects.length === 0) return;
  await trx
    .insertInto('effects')
    .values(effects.map((effect) => ({ key, lane: effect.lane, effect: canonical(effect) })))
    .execute();
}

/** A rollback was decided: what waits to be done is void, but in the lanes that are kept. */
export async function voidForwardEffects(trx: Transaction<Tables>, key: string): Promise<void> {
  await trx
    .updateTable('effects')
    .set((now) => ({ superseded_at: now.fn('clock_timestamp') }))
    .where('key', '=', key)
    .where('lane', 'not in', [...keptLanes])
    .where('done_at', 'is', null)
    .where('superseded_at', 'is', null)
    .execute();
}

/** What the claim's key and lane still have to do, in the order it was decided. */
export async function pendingEffects(
  db: Database,
  claim: Claim,
): Promise<readonly PendingEffect[]> {
  const rows = await db
    .selectFrom('effects')
    .select(['id', 'effect'])
    .where('key', '=', claim.key)
    .where('lane', '=', claim.lane)
    .where('done_at', 'is', null)
    .where('superseded_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(({ id, effect }) => ({ id, effect: EffectRow.parse(effect) }));
}

/** Crosses one effect off, if the work is still lent to the caller. */
export async function effectDone(db: Database, claim: Claim, id: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await holding(trx, claim);
    await trx
      .updateTable('effects')
      .set((now) => ({ done_at: now.fn('clock_timestamp') }))
      .where('id', '=', id)
      .where('key', '=', claim.key)
      .where('lane', '=', claim.lane)
      .where('done_at', 'is', null)
      .execute();
  });
}
