import { nameOf } from '../../release/state/outcome.ts';
import { triedIn } from '../../release/state/phase.ts';
import type { Release } from '../../release/state/release.ts';
import {
  countsOf,
  doneOtherwise,
  failuresIn,
  type TicketStage,
  type TicketWork,
} from '../../release/tickets/work.ts';
import { retriable } from '../../release/tickets/retry.ts';
import { texts } from '../../texts/texts.ts';
import { actions, button, context, header, idsOf, section } from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { esc } from '../blocks/esc.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';
import { failedTickets, ticketCount, versionText } from './ticket-words.ts';
import { clock } from '../blocks/when.ts';
import { writeRef } from '../../release/state/release-ref.ts';

const say = texts.tickets;
/** How long at most between two tries while Jira is away. */
const triesEveryMs = 15_000;
/**
 * What would become of the tickets when the build is live: a message of its own only when somebody
 * should mend something.
 */
export function ticketPlan(facts: ThreadFacts, release: Release): WantedMessage | null {
  const work = workOf(facts, release, 'plan');
  return (
    work &&
    message(
      release,
      work,
      triedIn.includes(release.phase.kind),
      work.silenceTold ? silent(facts, release, work) : planned(facts, release, work),
    )
  );
}

/**
 * What became of them: counts first, failures in full. Without failures the summary says it, and
 * this says nothing.
 */
export function ticketReceipt(facts: ThreadFacts, release: Release): WantedMessage | null {
  const work = workOf(facts, release, 'live');
  return (
    work &&
    message(
      release,
      work,
      true,
      work.silenceTold ? silent(facts, release, work) : receipt(facts, release, work),
    )
  );
}

/** Two facts for the summary, once they are known. */
export function ticketFacts(
  facts: ThreadFacts,
  release: Release,
): readonly (readonly [name: string, value: string])[] {
  const work = workOf(facts, release, 'live');
  if (!work) return [];
  const { moved, already, failed } = countsOf(work);
  const otherwise = doneOtherwise(work).map(({ status }) => esc(status ?? '', 40));
  const came =
    work.endedAt === null
      ? say.moving(work.tickets.length)
      : say.came(
          moved + already - otherwise.length,
          work.tickets.length,
          esc(work.done, 40),
          otherwise,
          failed,
        );
  return [
    [say.fact, came],
    [say.versionFact, versionText(work) ?? say.noVersion],
  ];
}

/** One line for the small print below the changes; nothing until all were looked at. */
export function ticketFoot(facts: ThreadFacts, release: Release): string | null {
  const work = workOf(facts, release, 'plan');
  return work && work.endedAt !== null
    ? say.foot(work.tickets.length, countsOf(work).failed)
    : null;
}

function workOf(facts: ThreadFacts, release: Release, stage: TicketStage): TicketWork | null {
  return facts.tickets.find((work) => work.release === release.id && work.stage === stage) ?? null;
}

function message(
  release: Release,
  work: TicketWork,
  isAsked: boolean,
  made: WantedMessage['content'],
): WantedMessage {
  const post = isAsked && (work.silenceTold || failuresIn(work) > 0);
  return {
    subject: release.id,
    kind: `tickets-${work.stage}`,
    lane: 'slack',
    place: 'thread',
    broadcast: false,
    post,
    content: made,
  };
}

function planned(facts: ThreadFacts, release: Release, work: TicketWork): WantedMessage['content'] {
  const id = idsOf(release.id, 'tickets-plan', release.rev);
  const { failed, open, ready, already } = countsOf(work);
  const all = work.tickets.length;
  const head = say.plan(nameOf(release), all, failed, open);
  return content(say.planSpoken(esc(head)), [
    header(id('head'), head),
    section(id('text'), say.planText({ all, ready, already, failed, done: esc(work.done, 40) })),
    failedTickets(id('failed'), work, facts.service.tickets),
    actions(id('act'), [again(release, work)]),
    context(id('foot'), [
      say.untouched,
      say.lookedAt(work.endedAt === null ? null : clock(work.endedAt)),
      say.all(facts.service.name),
    ]),
  ]);
}

function receipt(facts: ThreadFacts, release: Release, work: TicketWork): WantedMessage['content'] {
  const id = idsOf(release.id, 'tickets-live', release.rev);
  const { moved, already, failed } = countsOf(work);
  const all = work.tickets.length;
  const head = say.receipt(nameOf(release), all, moved + already, work.endedAt !== null);
  const isVersionMissing = work.versions.some(({ outcome }) => outcome.kind === 'failed');
  return content(say.receiptSpoken(esc(head), failed, isVersionMissing), [
    header(id('head'), head),
    section(
      id('text'),
      say.receiptText({
        all,
        moved,
        already,
        failed,
        done: esc(work.done, 40),
        version: versionText(work),
        isVersionMissing,
      }),
    ),
    failedTickets(id('failed'), work, facts.service.tickets),
    actions(id('act'), [again(release, work)]),
    context(id('foot'), [
      work.endedAt === null ? say.since(clock(work.since)) : say.over(clock(work.endedAt)),
      say.neverOpened,
      say.all(facts.service.name),
    ]),
  ]);
}

/** Told once: it holds up nothing but the tickets. */
function silent(facts: ThreadFacts, release: Release, work: TicketWork): WantedMessage['content'] {
  const id = idsOf(release.id, `tickets-${work.stage}`, 0);
  const name = nameOf(release);
  return content(say.silentSpoken(esc(name)), [
    header(id('head'), say.silent(name)),
    section(
      id('text'),
      say.silentText(
        clock(work.silentSince ?? work.since),
        ticketCount(work),
        work.tickets.length,
        triesEveryMs,
      ),
    ),
    context(id('foot'), [say.all(facts.service.name)]),
  ]);
}

/** Only where something failed that could be tried again. */
function again(release: Release, work: TicketWork) {
  if (retriable(release, [work]) === 0) return null;
  const isPlan = work.stage === 'plan';
  const name = nameOf(release);
  return button(isPlan ? say.check : say.retry, 'release tickets-retry', writeRef(release), {
    spoken: isPlan ? say.checkSpoken(name) : say.retrySpoken(name),
  });
}
