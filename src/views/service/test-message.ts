import { texts } from '../../texts/texts.ts';
import { context, idsOf, section } from '../blocks/blocks.ts';
import { type MessageContent, content } from '../blocks/content.ts';
import { esc } from '../blocks/esc.ts';
import type { Service } from '../../service/service.ts';

const say = texts.lead.test;

/** Proves that Davy can post in a channel; it asks nothing and calls nobody. */
export function testMessage(
  { name }: Pick<Service, 'name'>,
  who: string,
  what: string,
): MessageContent {
  const id = idsOf(`test:${what}`, 'test', 1);
  return content(say.spoken(esc(name, 40), esc(who, 60)), [
    section(id('text'), say.text(esc(name, 40))),
    context(id('foot'), [say.by(esc(who, 60)), say.nothing]),
  ]);
}
