import { z } from 'zod';
import { nameOf } from '../../src/release/state/outcome.ts';
import { retriable } from '../../src/release/tickets/retry.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome } from '../../src/command-kit/facts/facts.ts';
import { findToChange } from '../../src/command-kit/find/find-to-change.ts';

const {
  see: { tickets: say },
} = texts.replies;

/** Somebody mended a ticket: those that failed are tried again, and nothing is done twice. */
export const ticketsRetry = defineCommand({
  name: 'release tickets-retry',
  slash: '/release',
  ...texts.help['release tickets-retry'],
  typed: false,
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await findToChange(words, desk, 'release tickets-retry');
    if (found.kind === 'reply') return found.reply;
    const { release } = found.it;
    const failed = retriable(release, await desk.ledger.ticketWork(release.id));
    const decision = await desk.tell(
      { service: release.service, release: release.id },
      { kind: 'tickets-retried', at: desk.now, by: desk.caller, failed },
    );
    return outcome(decision, say.retried(nameOf(release)), { service: release.service });
  },
});
