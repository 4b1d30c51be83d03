import {
  type EscalatingRelease,
  escalationState,
  isEscalating,
} from '../../release/paging/escalation.ts';
import { nameOf } from '../../release/state/outcome.ts';
import type { Release } from '../../release/state/release.ts';
import type { Escalation } from '../../release/state/remembered.ts';
import { texts } from '../../texts/texts.ts';
import { actButtons } from '../blocks/act-button.ts';
import { actions, context, header, idsOf, section } from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { dot, esc } from '../blocks/esc.ts';
import { mention } from '../blocks/mention.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';
import { clock } from '../blocks/when.ts';

const say = texts.call;

/**
 * One message each time nobody answered a page: it calls the next in line, and says afterwards who
 * came. Earlier ones are over.
 */
export function escalationMessages(facts: ThreadFacts, release: Release): readonly WantedMessage[] {
  const { escalation } = release;
  return Array.from({ length: escalation?.number ?? 0 }, (_, i) => {
    const current = escalation?.number === i + 1 ? escalation : null;
    const open = current && isEscalating(release) ? release : null;
    const made = open ? unanswered(facts, open) : closed(release, current, i + 1);
    return {
      subject: release.id,
      kind: `call:${i + 1}`,
      lane: 'page',
      place: 'thread',
      broadcast: true,
      post: open !== null && open.escalation.againAt !== null,
      content: made,
    };
  });
}

function unanswered(facts: ThreadFacts, release: EscalatingRelease) {
  const { number, since, againAt } = release.escalation;
  const id = idsOf(release.id, `call${number}`, release.rev);
  const name = nameOf(release);
  const ms = (againAt ?? facts.now) - since;
  const { oncall, secondOncall } = facts.service;
  const who = secondOncall ?? oncall;
  const called = who === null ? '' : `${mention(who)} `;
  const state = texts.pageSummary(escalationState(release));
  return content(say.spoken(esc(name), ms, dot(esc(state, 120))), [
    header(id('head'), say.head(name)),
    section(id('why'), `:rotating_light: ${say.text(called, ms, dot(esc(state, 250)))}`),
    actions(id('act'), actButtons(facts, release, ['answer', 'roll-back'], ['answer', 'primary'])),
    context(id('foot'), [
      secondOncall === null ? say.repeated : say.second,
      say.since(clock(since)),
      ...(againAt === null ? [] : [say.again(clock(againAt))]),
      say.waits,
    ]),
  ]);
}

function closed(release: Release, escalation: Escalation | null, number: number) {
  const id = idsOf(release.id, `call${number}`, 0);
  const name = nameOf(release);
  if (escalation?.ended?.kind !== 'answered')
    return content(say.spokenOver(esc(name)), [
      header(id('head'), say.over(name)),
      section(id('why'), `:white_check_mark: ${say.overText}`),
    ]);
  const { by, at } = escalation.ended;
  return content(say.spokenAnswered(esc(name), esc(by.name, 60)), [
    header(id('head'), say.answered(name, by.name.slice(0, 60))),
    section(
      id('why'),
      `:white_check_mark: ${say.answeredText(esc(by.name, 60), clock(at), at - escalation.since)}`,
    ),
  ]);
}
