import type { Freeze, Line, EndedFreeze } from '../../release/state/line.ts';
import { texts } from '../../texts/texts.ts';
import {
  actions,
  button,
  confirm,
  context,
  factFields,
  header,
  idsOf,
  section,
} from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { esc } from '../blocks/esc.ts';
import { mention } from '../blocks/mention.ts';
import type { Service } from '../../service/service.ts';
import type { WantedMessage } from '../thread-facts.ts';
import { clock, day, utcDay } from '../blocks/when.ts';
import { lineKey } from '../../release/state/keys.ts';

const say = texts.freeze;

/** What the channel is told of a freeze: that it began, who asks to end it, and that it is over. */
export function freezeMessages(line: Line, service: Service): readonly WantedMessage[] {
  const { freeze, endedFreeze } = line;
  const past = endedFreeze
    ? [
        over(endedFreeze, service),
        ...endedFreeze.asks.map((_, i) => askOver(endedFreeze, i, service)),
      ]
    : [];
  const now = freeze
    ? [begun(freeze, service), ...freeze.asks.map((_, i) => ask(freeze, i, service))]
    : [];
  return [...past, ...now];
}

function message(
  service: Service,
  kind: string,
  post: boolean,
  said: WantedMessage['content'],
): WantedMessage {
  return {
    subject: lineKey(service.name),
    kind,
    lane: 'slack',
    place: 'channel',
    broadcast: false,
    post,
    content: said,
  };
}

function teamsOf({ teams }: Service): readonly string[] {
  return teams.map(({ name }) => esc(name, 40));
}

function begun(freeze: Freeze, service: Service): WantedMessage {
  const { name } = service;
  const kind = `freeze-${freeze.since}`;
  const id = idsOf(lineKey(name), kind, 1);
  const headline = say.begun(name);
  const until = utcDay(freeze.until);
  return message(
    service,
    kind,
    true,
    content(say.spokenBegun(headline, until, esc(freeze.by.name, 60), esc(freeze.reason, 120)), [
      header(id('head'), headline),
      factFields(id('facts'), [
        [say.state, `:double_vertical_bar: ${say.by(esc(freeze.by.name, 60))}`],
        [say.reason, esc(freeze.reason, 300)],
        [say.ends, say.endsAt(day(freeze.until))],
        [say.stops, say.stopsWhat],
      ]),
      actions(id('act'), [endButton(service)]),
      context(id('foot'), [
        say.since(clock(freeze.since)),
        say.mayEnd(esc(freeze.by.name, 60), teamsOf(service)),
      ]),
    ]),
  );
}

function over(endedFreeze: EndedFreeze, service: Service): WantedMessage {
  const { name } = service;
  const kind = `freeze-${endedFreeze.since}`;
  const id = idsOf(lineKey(name), kind, 2);
  const headline = say.over(name);
  const how = endedFreeze.endedBy
    ? say.endedBy(esc(endedFreeze.endedBy.name, 60))
    : say.endedByTime;
  return message(
    service,
    kind,
    false,
    content(say.spokenOver(headline, how, utcDay(endedFreeze.endedAt)), [
      header(id('head'), headline),
      factFields(id('facts'), [
        [say.state, `:white_check_mark: ${how}`],
        [say.ended, day(endedFreeze.endedAt)],
      ]),
      context(id('foot'), [
        say.was(esc(endedFreeze.by.name, 60), day(endedFreeze.since), esc(endedFreeze.reason, 200)),
      ]),
    ]),
  );
}

/** A new message, because somebody must answer it; the one who froze is called by name. */
function ask(freeze: Freeze, index: number, service: Service): WantedMessage {
  const kind = `freeze-${freeze.since}-ask-${index + 1}`;
  const id = idsOf(lineKey(service.name), kind, 1);
  const asker = esc(freeze.asks[index]?.by.name ?? '', 60);
  const said = say.asks(asker, service.name);
  return message(
    service,
    kind,
    true,
    content(say.spokenAsks(said, utcDay(freeze.until), esc(freeze.reason, 120)), [
      section(id('text'), say.asksText(said, mention(freeze.by.id), teamsOf(service))),
      actions(id('act'), [endButton(service)]),
      context(id('foot'), [say.until(day(freeze.until), esc(freeze.reason, 200))]),
    ]),
  );
}

function askOver(endedFreeze: EndedFreeze, index: number, service: Service): WantedMessage {
  const kind = `freeze-${endedFreeze.since}-ask-${index + 1}`;
  const id = idsOf(lineKey(service.name), kind, 2);
  const said = say.asked(esc(endedFreeze.asks[index]?.by.name ?? '', 60), service.name);
  const how = endedFreeze.endedBy
    ? say.someoneEnded(esc(endedFreeze.endedBy.name, 60))
    : say.timeEnded;
  return message(
    service,
    kind,
    false,
    content(say.answered(said, how), [
      section(id('text'), say.answeredAt(said, how, day(endedFreeze.endedAt))),
    ]),
  );
}

/** Ends a freeze before its time. */
export function endButton({ name }: Pick<Service, 'name'>) {
  const { title, text, yes, no } = say.sure(name);
  return button(say.end, 'release unfreeze', name, {
    spoken: say.spokenEnd(name),
    confirm: confirm(title, text, yes, no, false),
  });
}
