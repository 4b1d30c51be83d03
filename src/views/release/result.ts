import { batchesOf } from '../../release/migration/move.ts';
import { nameOf } from '../../release/state/outcome.ts';
import type { Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { names } from '../approval/approval.ts';
import { count, span } from '../blocks/amount.ts';
import { context, factFields, header, idsOf, section } from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { crowdOf } from '../../release/state/crowd.ts';
import { roughly } from '../blocks/crowd.ts';
import { esc } from '../blocks/esc.ts';
import { readinessLine } from '../card/readiness.ts';
import { timelineList } from '../rollback/afterwards.ts';
import { compared } from '../watch/signals.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';
import { ticketFacts } from '../tickets/tickets.ts';
import { clock } from '../blocks/when.ts';

const say = texts.summary;

/**
 * What everybody may know at the end: it is live, how long it took, who said yes, and whether
 * anything was wrong.
 */
export function resultMessage(facts: ThreadFacts, release: Release): WantedMessage | null {
  const { phase, approvals, kind } = release;
  if (phase.kind !== 'live') return null;
  const id = idsOf(release.id, 'summary', 0);
  const name = nameOf(release);
  const pages = callsOf(facts, release);
  const { moves } = release.plan.ways;
  const began = facts.prerelease?.at ?? facts.carries?.[0]?.at ?? release.at;
  const errors = compared(release.watch.readings);
  const back = release.target?.version;
  const canGoBack = back !== undefined && kind !== 'return';
  const version = esc(release.build.version, 60);
  const head = say.head(name, kind === 'return');
  const made = content(say.spoken(esc(head), phase.at - began, pages), [
    header(id('head'), head),
    section(
      id('text'),
      `:white_check_mark: ${say.text(version, back === undefined ? null : esc(back, 60), moves)}`,
    ),
    factFields(id('facts'), [
      [say.time, span(phase.at - began)],
      [say.moved(moves), say.movedText(countedOn(release), batchesOf(release).length)],
      [approvals.length > 0 ? say.approvedBy : say.startedBy, say.people(whoseWord(release))],
      errors ? [esc(errors.name, 60), errors.text] : [say.pages, count(pages)],
      ...ticketFacts(facts, release),
    ]),
    timelineList(id('timeline'), facts),
    canGoBack ? section(id('back'), readinessLine(release, facts.changelog)) : null,
    context(id('foot'), [
      say.since(clock(phase.at)),
      say.paged(pages),
      canGoBack ? say.goBack(esc(back, 60), facts.service.name) : null,
      facts.line.lock ? say.locked(facts.service.name) : null,
    ]),
  ]);
  return {
    subject: release.id,
    kind: 'summary',
    lane: 'slack',
    place: 'thread',
    broadcast: true,
    post: true,
    content: made,
  };
}

/** Who said yes; else who started it, or Davy by itself. */
function whoseWord({ approvals, by }: Release): readonly string[] {
  if (approvals.length > 0) return names(approvals);
  return by ? [esc(by.name, 60)] : [say.itself];
}

/** How often people were called, for whatever it was, from its first server on. */
function callsOf({ prerelease }: ThreadFacts, release: Release): number {
  return [prerelease, release].reduce(
    (sum, one) => sum + Math.max(one?.countdowns ?? 0, one?.escalation?.number ?? 0),
    0,
  );
}

/** Requests are not users: of traffic nobody is counted. */
function countedOn(release: Release): number | null {
  const { moved } = crowdOf(release);
  return moved === null || release.plan.ways.moves === 'traffic' ? null : roughly(moved);
}
