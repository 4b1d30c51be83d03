import { nameOf } from '../release/outcome.ts';
import type { Release } from '../release/release.ts';
import { countsOf, failuresIn, type TicketStage, type TicketWork } from '../release/ticket-work.ts';
import { retriable } from '../release/tickets-retried.ts';
import { many, span } from './amount.ts';
import { actions, button, context, header, idsOf, section } from './blocks.ts';
import { content } from './content.ts';
import { capital, esc } from './esc.ts';
import type { Story, WantedMessage } from './story.ts';
import { failedTickets, ticketsOf, versionText } from './ticket-words.ts';
import { clock } from './when.ts';

/** What is known of a release's tickets at one stage. */
export function workOf(story: Story, release: Release, stage: TicketStage): TicketWork | null {
  return story.tickets.find((work) => work.release === release.id && work.stage === stage) ?? null;
}

/** What would become of the tickets when the build is live: a message of its own only when somebody should mend something. */
export function ticketPlan(story: Story, release: Release): WantedMessage | null {
  const work = workOf(story, release, 'plan');
  if (!work) return null;
  const isAsked = ['requested', 'launching', 'joining', 'configuring', 'soaking', 'waiting', 'approved'].includes(release.phase.kind);
  return message(release, work, isAsked, work.silenceTold ? silent(story, release, work) : planned(story, release, work));
}

/** What became of them: counts first, failures in full. Without failures the summary says it, and this says nothing. */
export function ticketReceipt(story: Story, release: Release): WantedMessage | null {
  const work = workOf(story, release, 'live');
  return work && message(release, work, true, work.silenceTold ? silent(story, release, work) : receipt(story, release, work));
}

/** Two facts for the summary, once they are known. */
export function ticketFacts(story: Story, release: Release): readonly (readonly [name: string, value: string])[] {
  const work = workOf(story, release, 'live');
  if (!work) return [];
  const { moved, already, failed } = countsOf(work);
  const done = work.endedAt === null ? `Moving ${many(work.tickets.length, 'ticket')}` : [`${moved + already} of ${work.tickets.length} ${esc(work.done, 40)}`, ...(failed === 0 ? [] : [`${failed} failed`])].join(', ');
  return [['Tickets', done], ['Fix version', versionText(work) ?? 'None']];
}

function message(release: Release, work: TicketWork, isAsked: boolean, made: WantedMessage['content']): WantedMessage {
  const post = isAsked && (work.silenceTold || failuresIn(work) > 0);
  return { subject: release.id, kind: `tickets-${work.stage}`, lane: 'slack', place: 'thread', broadcast: false, post, content: made };
}

function planned(story: Story, release: Release, work: TicketWork): WantedMessage['content'] {
  const id = idsOf(release.id, 'tickets-plan', release.rev);
  const name = nameOf(release);
  const { ready, already, failed, open } = countsOf(work);
  const all = work.tickets.length;
  const done = esc(work.done, 40);
  const says = open > 0 ? `${esc(name)} has ${ticketsOf(work)}; they are being looked at.` : failed > 0 ? `${esc(name)} cannot finish ${failed} of its ${many(all, 'ticket')} yet.` : `${esc(name)} can finish all of its ${many(all, 'ticket')}.`;
  return content(`${says} Nothing was changed in Jira.`, [
    header(id('head'), open > 0 ? `Looking at the tickets of ${name}` : failed > 0 ? `${name} cannot finish ${failed} of its ${many(all, 'ticket')} yet` : `${name} can finish all of its ${many(all, 'ticket')}`),
    section(id('text'), `${failed > 0 ? `:warning: *${failed} of ${all} would fail.* ` : ''}${ready} would move to *${done}* when it is live, ${already === 1 ? '1 is' : `${already} are`} done already.${failed > 0 ? ' Mend them in Jira, then check again.' : ''}`),
    failedTickets(id('failed'), work, story.service.tickets),
    actions(id('act'), [again(release, work)]),
    context(id('foot'), ['Nothing was changed in Jira', work.endedAt === null ? 'being looked at' : `looked at ${clock(work.endedAt)}`, `All: \`/release tickets ${story.service.name}\``]),
  ]);
}

function receipt(story: Story, release: Release, work: TicketWork): WantedMessage['content'] {
  const id = idsOf(release.id, 'tickets-live', release.rev);
  const name = nameOf(release);
  const { moved, already, failed } = countsOf(work);
  const all = work.tickets.length;
  const good = moved + already;
  const head = work.endedAt === null ? `${name} is finishing its ${many(all, 'ticket')}` : good === all ? `${name} finished all of its ${many(all, 'ticket')}` : `${name} finished ${good} of its ${many(all, 'ticket')}`;
  const version = versionText(work);
  return content(`${esc(head)}${failed === 0 ? '.' : `, ${failed} failed.`} ${failed === 0 ? 'Nobody needs to act.' : 'Mend them in Jira and retry.'}`, [
    header(id('head'), head),
    section(id('text'), [
      failed > 0 ? `:warning: *${failed} of ${all} failed.*` : '*Nothing failed.*',
      `${moved} moved to *${esc(work.done, 40)}*, ${already === 1 ? '1 was' : `${already} were`} done before.`,
      version === null ? '' : `${capital('fix version')} ${version}.`,
    ].filter((text) => text !== '').join(' ')),
    failedTickets(id('failed'), work, story.service.tickets),
    actions(id('act'), [again(release, work)]),
    context(id('foot'), [work.endedAt === null ? `Since ${clock(work.since)}` : `Done ${clock(work.endedAt)}`, 'Davy never opens a ticket again', `All: \`/release tickets ${story.service.name}\``]),
  ]);
}

/** Told once: it holds up nothing but the tickets. */
function silent(story: Story, release: Release, work: TicketWork): WantedMessage['content'] {
  const id = idsOf(release.id, `tickets-${work.stage}`, 0);
  const name = nameOf(release);
  const since = work.silentSince ?? work.since;
  return content(`Jira does not answer, so the tickets of ${esc(name)} wait. The release does not. Nobody needs to act.`, [
    header(id('head'), `Jira does not answer: tickets of ${name} wait`),
    section(id('text'), `:hourglass_flowing_sand: *No answer since ${clock(since)}.* Davy tries again by itself, at least every ${span(15_000)}. ${ticketsOf(work)} wait; the release does not.`),
    context(id('foot'), [`All: \`/release tickets ${story.service.name}\``]),
  ]);
}

/** Only where something failed that could be tried again. */
function again(release: Release, work: TicketWork) {
  if (retriable(release, [work]) === 0) return null;
  const label = work.stage === 'plan' ? 'Check Again' : 'Retry Failed';
  return button(label, 'release tickets-retry', `${release.id}.${release.rev}`, { spoken: `${work.stage === 'plan' ? 'Check' : 'Retry'} the tickets of ${nameOf(release)}` });
}
