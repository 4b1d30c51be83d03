import type { Ledger } from '../../src/ports/ledger.ts';
import { isOpen, type Release } from '../../src/release/state/release.ts';
import type { Oracle } from './oracle.ts';

/**
 * One that turned round has nothing left to plan for, also while it waits for servers that users
 * could go to.
 */
function isPlanned(release: Release): boolean {
  return isOpen(release) && release.phase.kind !== 'rolling-back';
}

/**
 * What must be true of tickets when all is quiet: what could be finished is finished and told,
 * once, and nothing was opened again.
 */
export async function checkTickets(
  oracle: Oracle,
  ledger: Ledger,
  all: readonly Release[],
): Promise<void> {
  const { tracker } = oracle.world;
  for (const release of all) {
    for (const work of await ledger.ticketWork(release.id)) {
      // A plan is given up when there is nothing left to plan for.
      if (work.endedAt === null && (work.stage !== 'plan' || isPlanned(release)))
        oracle.broken(20, `the tickets of ${release.id} (${work.stage}) are not worked off`);
      for (const { key, outcome } of work.tickets) {
        const card = tracker.cards.get(key);
        const good =
          card?.nature === 'good' || (card?.nature === 'stuck' && card.status === 'Done');
        if (outcome.kind === 'failed' && card?.nature === 'good')
          oracle.broken(
            20,
            `${key} is good, and failed for ${release.id}: ${JSON.stringify(outcome.why)}`,
          );
        if (work.stage === 'live' && good && card.status !== 'Done')
          oracle.broken(20, `${key} is live with ${release.id} and ${card.status}`);
        if (
          work.stage !== 'plan' &&
          good &&
          !card.comments.includes(`Davy ${release.id} ${work.stage}`)
        )
          oracle.broken(20, `${key} was not told of ${release.id} (${work.stage})`);
        if (
          work.stage === 'live' &&
          good &&
          work.version !== null &&
          (!card.versions.has(work.version) || tracker.versions.get(work.version) !== true)
        )
          oracle.broken(20, `${key} lacks ${work.version}, or it is not released`);
      }
    }
  }
}

/** Whether nothing is left to be done for any ticket. */
export async function ticketsAtRest(ledger: Ledger, all: readonly Release[]): Promise<boolean> {
  const works = await Promise.all(
    all.map(async (release) =>
      (await ledger.ticketWork(release.id)).filter(
        ({ stage }) => stage !== 'plan' || isPlanned(release),
      ),
    ),
  );
  return works.flat().every(({ endedAt }) => endedAt !== null);
}
