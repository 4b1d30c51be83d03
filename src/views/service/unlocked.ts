import type { EndedLock } from '../../release/state/line.ts';
import { lineKey } from '../../release/state/keys.ts';
import type { Service } from '../../service/service.ts';
import { becauseWords } from '../../texts/because-words.ts';
import { texts } from '../../texts/texts.ts';
import { context, header, idsOf, section } from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { dot, esc } from '../blocks/esc.ts';
import { clock } from '../blocks/when.ts';
import type { WantedMessage } from '../thread-facts.ts';

const say = texts.unlocked;

/**
 * What starts again concerns the whole channel: who unlocked a service, and why, is said there and
 * not only to whoever did it.
 */
export function unlockedMessage(
  endedLock: EndedLock | null,
  { name }: Service,
): WantedMessage | null {
  if (!endedLock) return null;
  const { endedAt, endedBy, said, reason, since } = endedLock;
  const kind = `unlocked-${endedAt}`;
  const id = idsOf(lineKey(name), kind, 1);
  const who = esc(endedBy.name, 60);
  return {
    subject: lineKey(name),
    kind,
    lane: 'slack',
    place: 'channel',
    broadcast: false,
    post: true,
    content: content(say.spoken(name, who, dot(esc(said, 150))), [
      header(id('head'), say.head(name, endedBy.name.slice(0, 60))),
      section(id('why'), `:unlock: ${say.text(dot(esc(said, 300)))}`),
      context(id('foot'), [say.was(clock(since), esc(becauseWords(reason), 200))]),
    ]),
  };
}
