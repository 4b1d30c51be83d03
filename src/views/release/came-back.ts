import { nameOf } from '../../release/state/outcome.ts';
import { type Release, thereAgain } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { context, header, idsOf, section } from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { esc } from '../blocks/esc.ts';
import type { WantedMessage } from '../thread-facts.ts';

const say = texts.cameBack;

/** So many are named; the pager names them all. */
const namedMost = 10;

/**
 * Servers of a release that is over are there again: whoever reads the thread learns it too, and
 * not only whoever is on call.
 */
export function cameBackMessage(release: Release): WantedMessage | null {
  const { id: subject, cameBack } = release;
  if (cameBack.length === 0) return null;
  const isOver = thereAgain(release).length === 0;
  const id = idsOf(subject, 'came-back', 2 * cameBack.length + Number(isOver));
  const name = nameOf(release);
  const named = cameBack.slice(0, namedMost).map((server) => `\`${esc(server, 60)}\``);
  const left = cameBack.length - named.length;
  const all = left > 0 ? [...named, say.more(left)] : named;
  return {
    subject,
    kind: 'came-back',
    lane: 'slack',
    place: 'thread',
    broadcast: true,
    post: true,
    content: isOver
      ? content(say.overSpoken(esc(name)), [
          header(id('head'), say.overHead(name)),
          section(id('what'), `:white_check_mark: ${say.overText(all)}`),
          context(id('foot'), [say.overPager]),
        ])
      : content(say.spoken(esc(name), cameBack.length), [
          header(id('head'), say.head(name)),
          section(id('what'), `:rotating_light: ${say.text(all)}`),
          context(id('foot'), [say.pager]),
        ]),
  };
}
