import {
  type EscalatingRelease,
  escalationState,
  isEscalating,
  isToldByCallAlone,
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
      post: open !== null && (open.escalation.againAt !== null || isToldByCallAlone(open)),
      content: made,
    };
  });
}

function unanswered(facts: ThreadFacts, release: EscalatingRelease) {
  const { number, since, againAt } = release.escalation;
  const id = idsOf(release.id, `call${number}`, release.rev);
  const name = nameOf(release);
  const { oncall, secondOncall } = facts.service;
  const state = texts.pageSummary(escalationState(release));
  const why = dot(esc(state, 250));
  const buttons = actions(
    id('act'),
    actButtons(facts, release, ['answer', 'roll-back'], ['answer', 'primary']),
  );
  if (againAt === null && isToldByCallAlone(release))
    return content(say.lookSpoken(esc(name), dot(esc(state, 120))), [
      header(id('head'), say.lookHead(name)),
      section(id('why'), `:rotating_light: ${say.lookText(calling(oncall), why)}`),
      buttons,
      context(id('foot'), [say.since(clock(since)), say.pager]),
    ]);
  const ms = (againAt ?? facts.now) - since;
  const called = calling(secondOncall ?? oncall);
  return content(say.spoken(esc(name), ms, dot(esc(state, 120))), [
    header(id('head'), say.head(name)),
    section(id('why'), `:rotating_light: ${say.text(called, ms, why)}`),
    buttons,
    context(id('foot'), [
      secondOncall === null ? say.repeated : say.second,
      say.since(clock(since)),
      ...(againAt === null ? [] : [say.again(clock(againAt))]),
      say.waits,
    ]),
  ]);
}

function calling(who: string | null): string {
  return who === null ? '' : `${mention(who)} `;
}

/** What is over is said: who answered, when it ended, and what it was. */
function closed(release: Release, escalation: Escalation | null, number: number) {
  const id = idsOf(release.id, `call${number}`, 0);
  const name = nameOf(release);
  const ended = escalation?.ended;
  if (escalation === null || ended?.kind !== 'answered')
    return content(say.spokenOver(esc(name)), [
      header(id('head'), say.over(name)),
      section(
        id('why'),
        `:white_check_mark: ${escalation && ended ? since(escalation, ended.at) : say.overText}`,
      ),
    ]);
  const { by, at, overAt } = ended;
  const who = by.name.slice(0, 60);
  const answered = say.answeredText(esc(by.name, 60), clock(at), at - escalation.since);
  return overAt === undefined
    ? content(say.spokenAnswered(esc(name), esc(by.name, 60)), [
        header(id('head'), say.answered(name, who)),
        section(id('why'), `:white_check_mark: ${answered}`),
      ])
    : content(say.spokenOver(esc(name)), [
        header(id('head'), say.over(name)),
        section(id('why'), `:white_check_mark: ${answered} ${say.answeredOver(clock(overAt))}`),
      ]);
}

function since({ since: from, page }: Escalation, at: number): string {
  return say.overSince(clock(at), at - from, dot(esc(texts.pageSummary(page.summary), 250)));
}
