import { stillLies } from '../../release/reminders/reminder.ts';
import { lineKey } from '../../release/state/keys.ts';
import type { Reminder } from '../../release/state/remembered.ts';
import { texts } from '../../texts/texts.ts';
import { actions, context, idsOf, section } from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { dot, esc } from '../blocks/esc.ts';
import { clock } from '../blocks/when.ts';
import type { Service } from '../../service/service.ts';
import type { ServiceFacts, WantedMessage } from '../thread-facts.ts';
import { endButton } from './freeze.ts';
import { called, kindOf, ladderWords } from './reminder-rung.ts';

const say = texts.nudge;

/** A freeze belongs to no build: whoever set it is asked alone first, then the channel. */
export function freezeReminders({ line, service, now }: ServiceFacts): readonly WantedMessage[] {
  return line.reminders
    .filter(({ thing }) => thing === 'frozen')
    .map((nudge) => {
      const lies = stillLies(nudge, line, null, now);
      const id = idsOf(lineKey(service.name), kindOf(nudge), nudge.at % 1_000_000);
      const alone = nudge.rung === 'owner' && nudge.to ? { to: nudge.to.id } : {};
      const made =
        lies && line.freeze
          ? frozen(service, nudge, line.freeze, id)
          : content(say.frozen.over(esc(service.name)), [
              section(id('text'), `:white_check_mark: ${say.frozen.overText}`),
            ]);
      return {
        subject: lineKey(service.name),
        kind: kindOf(nudge),
        lane: 'slack',
        place: 'channel',
        broadcast: false,
        post: lies,
        content: made,
        ...alone,
      } as const;
    });
}

function frozen(
  service: Service,
  nudge: Reminder,
  {
    until,
    reason,
    by,
  }: { readonly until: number; readonly reason: string; readonly by: { readonly name: string } },
  id: (part: string) => string,
) {
  const who = called(service, null, nudge);
  const name = esc(service.name);
  const whose = esc(by.name, 60);
  const ms = nudge.at - nudge.since;
  const text = say.frozen.text(who, name, ms, whose, dot(esc(reason, 150)), clock(until));
  return content(say.frozen.spoken(name, ms, whose, dot(esc(reason, 120))), [
    section(id('text'), `:hourglass_flowing_sand: ${text}`),
    actions(id('act'), [endButton(service)]),
    context(id('foot'), [say.reminded(clock(nudge.at)), ladderWords(nudge)]),
  ]);
}
