import type { Claim } from '../../ports/ledger.ts';
import type { TicketWork } from '../../release/tickets/work.ts';
import { canonical } from '../ledger/event-chain.ts';
import type { Database } from './database.ts';
import { readable } from './rows/exact.ts';
import { TicketWorkRow } from './rows/ticket-work.ts';
import { holding } from './wakes.ts';

/** What became of a release's tickets, in the order of the stages. */
export async function ticketWorkOf(db: Database, release: string): Promise<readonly TicketWork[]> {
  const rows = await db
    .selectFrom('ticket_work')
    .select('state')
    .where('release', '=', release)
    .orderBy('stage')
    .execute();
  return rows.map(({ state }) => TicketWorkRow.parse(state));
}

/** Keeps it, if the work is still lent to the caller: two workers never overwrite each other. */
export async function saveTicketWork(db: Database, claim: Claim, work: TicketWork): Promise<void> {
  const state = canonical(work);
  readable(TicketWorkRow, state);
  await db.transaction().execute(async (trx) => {
    await holding(trx, claim);
    await trx
      .insertInto('ticket_work')
      .values({ release: work.release, stage: work.stage, state })
      .onConflict((conflict) => conflict.columns(['release', 'stage']).doUpdateSet({ state }))
      .execute();
  });
}
