import type { Freeze, Line, Thaw } from '../release/line.ts';
import { actions, button, confirm, context, facts, header, idsOf, section } from './blocks.ts';
import { content } from './content.ts';
import { esc } from './esc.ts';
import { mention, together } from './mention.ts';
import type { ServiceFace, WantedMessage } from './story.ts';
import { clock, day, utcDay } from './when.ts';

/** What the channel is told of a freeze: that it began, who asks to end it, and that it is over. */
export function freezeMessages(line: Line, face: ServiceFace): readonly WantedMessage[] {
  const { freeze, thaw } = line;
  const past = thaw ? [over(thaw, face), ...thaw.asks.map((_, i) => askOver(thaw, i, face))] : [];
  const now = freeze ? [begun(freeze, face), ...freeze.asks.map((_, i) => ask(freeze, i, face))] : [];
  return [...past, ...now];
}

function message(face: ServiceFace, kind: string, post: boolean, said: WantedMessage['content']): WantedMessage {
  return { subject: `line:${face.name}`, kind, lane: 'slack', place: 'channel', broadcast: false, post, content: said };
}

function leads({ teams }: ServiceFace): string {
  return `the approvers of ${together(teams.map(({ name }) => esc(name, 40)))}`;
}

function begun(freeze: Freeze, face: ServiceFace): WantedMessage {
  const { name } = face;
  const kind = `freeze-${freeze.since}`;
  const id = idsOf(`line:${name}`, kind, 1);
  const headline = `${name} is frozen until ${utcDay(freeze.until)}`;
  return message(face, kind, true, content(`${headline}. By ${esc(freeze.by.name, 60)}: ${esc(freeze.reason, 120)}. No pre-release or release starts; rollbacks always pass.`, [
    header(id('head'), headline),
    facts(id('facts'), [
      ['State', `:double_vertical_bar: Frozen by ${esc(freeze.by.name, 60)}`],
      ['Reason', esc(freeze.reason, 300)],
      ['Ends', `${day(freeze.until)}, by itself`],
      ['Stops', 'New pre-releases and releases. Rollbacks always pass'],
    ]),
    actions(id('act'), [endButton(face)]),
    context(id('foot'), [`Since ${clock(freeze.since)}`, `${esc(freeze.by.name, 60)} or ${leads(face)} can end it`]),
  ]));
}

function over(thaw: Thaw, face: ServiceFace): WantedMessage {
  const { name } = face;
  const kind = `freeze-${thaw.since}`;
  const id = idsOf(`line:${name}`, kind, 2);
  const headline = `The freeze of ${name} is over`;
  const how = thaw.endedBy ? `Ended by ${esc(thaw.endedBy.name, 60)}` : 'Ended when its time came';
  return message(face, kind, false, content(`${headline}. ${how} at ${utcDay(thaw.endedAt)}.`, [
    header(id('head'), headline),
    facts(id('facts'), [['State', `:white_check_mark: ${how}`], ['Ended', day(thaw.endedAt)]]),
    context(id('foot'), [`Frozen by ${esc(thaw.by.name, 60)} since ${day(thaw.since)}: ${esc(thaw.reason, 200)}`]),
  ]));
}

/** A new message, because somebody must answer it; the one who froze is called by name. */
function ask(freeze: Freeze, index: number, face: ServiceFace): WantedMessage {
  const kind = `freeze-${freeze.since}-ask-${index + 1}`;
  const id = idsOf(`line:${face.name}`, kind, 1);
  const asker = esc(freeze.asks[index]?.by.name ?? '', 60);
  const said = `${asker} asks to end the freeze of ${face.name}`;
  return message(face, kind, true, content(`${said}. Frozen until ${utcDay(freeze.until)}: ${esc(freeze.reason, 120)}.`, [
    section(id('text'), `${said}. ${mention(freeze.by.id)}, it is yours; ${leads(face)} can end it too.`),
    actions(id('act'), [endButton(face)]),
    context(id('foot'), [`Frozen until ${day(freeze.until)}: ${esc(freeze.reason, 200)}`]),
  ]));
}

function askOver(thaw: Thaw, index: number, face: ServiceFace): WantedMessage {
  const kind = `freeze-${thaw.since}-ask-${index + 1}`;
  const id = idsOf(`line:${face.name}`, kind, 2);
  const said = `${esc(thaw.asks[index]?.by.name ?? '', 60)} asked to end the freeze of ${face.name}`;
  const how = thaw.endedBy ? `${esc(thaw.endedBy.name, 60)} ended it` : 'It ended when its time came';
  return message(face, kind, false, content(`${said}. ${how}.`, [section(id('text'), `${said}. ${how} ${day(thaw.endedAt)}.`)]));
}

/** Ends a freeze before its time. */
export function endButton({ name }: ServiceFace) {
  return button('End Freeze', 'release unfreeze', name, {
    spoken: `End the freeze of ${name}`,
    confirm: confirm(`End the freeze of ${name}`, `Pre-releases and releases of ${name} may start again at once.`, 'End Freeze', 'Keep Frozen', false),
  });
}
