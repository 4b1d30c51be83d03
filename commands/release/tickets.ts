import { nameOf } from '../../src/release/state/outcome.ts';
import type { Release } from '../../src/release/state/release.ts';
import type { TicketWork } from '../../src/release/tickets/work.ts';
import { retriable } from '../../src/release/tickets/retry.ts';
import { about, defineCommand, type Lookup } from '../../src/command-kit/command.ts';
import { replyButton, privately } from '../../src/command-kit/reply.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcomeWord, ticketCount } from '../../src/views/tickets/ticket-words.ts';
import { findRelease, findService, isAboutRelease } from '../../src/command-kit/find/find.ts';
import { openThreadOf } from '../../src/command-kit/say/say.ts';
import { writeRef } from '../../src/release/state/release-ref.ts';

const {
  choice,
  see: { tickets: say },
} = texts.replies;

/** How far back the newest release with tickets is looked for. */
const searched = 10;
const shownMax = 60;

/** What would become, or what became, of the tickets of a release: all of them. */
export const ticketsCommand = defineCommand('release tickets', {
  inThread: true,
  run: about(withTickets, async ({ release, works }, context) => {
    const work =
      works.find(({ stage }) => stage === 'back') ??
      works.find(({ stage }) => stage === 'live') ??
      works[0];
    if (!work) return privately(say.none(nameOf(release)));
    return privately(
      textOf(release, work),
      retriable(release, works) > 0
        ? replyButton(choice.retryFailed, 'release tickets-retry', writeRef(release))
        : null,
      await openThreadOf(release, context),
    );
  }),
});

type Told = { readonly release: Release; readonly works: readonly TicketWork[] };

/** The release somebody names, or the newest of the service that has tickets. */
async function withTickets(
  words: readonly string[],
  context: CommandContext,
  command: string,
): Promise<Lookup<Told>> {
  if (isAboutRelease(words, context)) {
    const found = await findRelease(words, context, command);
    return found.kind === 'reply'
      ? found
      : {
          kind: 'found',
          it: {
            release: found.it.release,
            works: await context.ledger.ticketWork(found.it.release.id),
          },
          rest: [],
        };
  }
  const service = findService(words, context, command);
  if (service.kind === 'reply') return service;
  for (const release of await context.ledger.history(service.it.name, searched)) {
    const works = await context.ledger.ticketWork(release.id);
    if (works.length > 0) return { kind: 'found', it: { release, works }, rest: [] };
  }
  return { kind: 'reply', reply: privately(say.noneLately(service.it.name)) };
}

function textOf(release: Release, work: TicketWork): string {
  const failedFirst = work.tickets.toSorted(
    (a, b) => Number(b.outcome.kind === 'failed') - Number(a.outcome.kind === 'failed'),
  );
  const lines = failedFirst.slice(0, shownMax).map((ticket) => {
    const title = ticket.title === null ? null : quiet(ticket.title);
    return `• ${say.one(ticket.key, title, quiet(outcomeWord(ticket, work.done)))}`;
  });
  return [
    say.head(nameOf(release), ticketCount(work), work.endedAt !== null),
    ...lines,
    ...(failedFirst.length > shownMax ? [say.more(failedFirst.length - shownMax)] : []),
  ].join('\n');
}

/** On one line, and no typed words: a backtick would turn the rest into them. */
function quiet(text: string): string {
  return text.replaceAll('`', "'").replace(/\s+/g, ' ').trim().slice(0, 120);
}
