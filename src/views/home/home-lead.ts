import { texts } from '../../texts/texts.ts';
import {
  actions,
  button,
  context,
  factFields,
  header,
  type Ids,
  section,
} from '../blocks/blocks.ts';
import type { ContentPart } from '../blocks/content.ts';
import { dot, esc } from '../blocks/esc.ts';
import { endButton } from '../service/freeze.ts';
import type { HomeFacts, LedEntry } from './home-facts.ts';
import { mention } from '../blocks/mention.ts';
import { clock, day } from '../blocks/when.ts';
import { becauseWords } from '../../texts/because-words.ts';

const say = texts.lead;
const shownMax = 5;
const teamsMax = 6;

/**
 * For people who answer for services: where each speaks, who approves, its limits, and what they
 * may do to it now.
 */
export function led(id: Ids, { led: all }: HomeFacts): readonly ContentPart[] {
  if (all.length === 0) return [];
  const rest = all.length - shownMax;
  return [
    header(id('led'), say.head),
    ...all.slice(0, shownMax).flatMap((one, i) => ofService((part) => id(`led-${part}-${i}`), one)),
    rest > 0 ? context(id('led-more'), [say.more(rest)]) : null,
  ];
}

function ofService(id: Ids, one: LedEntry): readonly ContentPart[] {
  const { service, people } = one;
  const { name } = service;
  const plan = service.plan();
  const groups = service.teams
    .slice(0, teamsMax)
    .map(({ name: team, approvers }) =>
      say.approvers(
        esc(team, 40),
        approvers.slice(0, 5).map(mention).join(' '),
        people[team]?.length ?? 0,
      ),
    );
  return [
    section(id('text'), [dot(say.stands(esc(name, 40), standing(one))), ...groups].join('\n')),
    factFields(id('facts'), [
      [say.channel, channel(service.channel)],
      [
        say.changelog,
        service.changelogChannel === null ? say.none : channel(service.changelogChannel),
      ],
      [say.oncall, service.oncall === null ? say.noOncall : mention(service.oncall)],
      [say.pre, say.preWords(plan.servers, service.mostServers, plan.soakMs)],
      [say.release, say.releaseWords(plan.batches, plan.betweenBatchesMs, plan.automatic)],
      [say.rollback, say.rollbackWords(plan.countdownMs, plan.postponeMs, plan.postponesMax)],
    ]),
    actions(id('act'), [
      freezing(one),
      one.mayUnlock
        ? button(say.unlock(name), 'release unlock', name, { spoken: say.spokenUnlock(name) })
        : null,
      button(say.send, 'release test', name, { spoken: say.spokenSend(name) }),
      button(say.who, 'release who', name, { spoken: say.spokenWho(name) }),
    ]),
  ];
}

/** Only who leads a team may freeze; an admin who leads none sees how it stands. */
function freezing({ service: { name }, freeze, leads }: LedEntry) {
  if (!leads) return null;
  return freeze
    ? endButton({ name })
    : button(say.freeze, 'release freeze', name, { spoken: say.spokenFreeze(name) });
}

function standing({ freeze, lock }: LedEntry): string {
  if (lock) return say.locked(clock(lock.since), esc(becauseWords(lock.reason), 150));
  return freeze
    ? say.frozen(day(freeze.until), esc(freeze.by.name, 60), esc(freeze.reason, 150))
    : say.open;
}

function channel(id: string): string {
  return `<#${id}>`;
}
