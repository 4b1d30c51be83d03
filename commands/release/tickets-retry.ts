import { nameOf } from '../../src/release/state/outcome.ts';
import { retriable } from '../../src/release/tickets/retry.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome } from '../../src/command-kit/facts/facts.ts';
import { findToChange } from '../../src/command-kit/find/find-to-change.ts';

const {
  see: { tickets: say },
} = texts.replies;

/** Somebody mended a ticket: those that failed are tried again, and nothing is done twice. */
export const ticketsRetryCommand = defineCommand('release tickets-retry', {
  typed: false,
  run: about(findToChange, async ({ release }, context) => {
    const failed = retriable(release, await context.ledger.ticketWork(release.id));
    const decision = await context.tell(
      { service: release.service, release: release.id },
      { kind: 'tickets-retried', at: context.now, by: context.caller, failed },
    );
    return outcome(decision, say.retried(nameOf(release)), { service: release.service });
  }),
});
