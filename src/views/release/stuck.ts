import { nameOf } from '../../release/state/outcome.ts';
import type { Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { actButtons } from '../blocks/act-button.ts';
import { actions, context, header, idsOf, section } from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { roughlyServed } from '../blocks/crowd.ts';
import { capital, dot, esc } from '../blocks/esc.ts';
import { statusLink } from '../blocks/links.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';
import { clock } from '../blocks/when.ts';
import { becauseWords } from '../../texts/because-words.ts';

const say = texts.stuck;

/**
 * Davy cannot go on and says so once; three ways out. Afterwards the message only says that it was
 * settled.
 */
export function stuckMessage(facts: ThreadFacts, release: Release): WantedMessage {
  const { phase } = release;
  const made =
    phase.kind === 'stuck'
      ? asking(facts, release, becauseWords(phase.because), phase.since)
      : settled(release);
  return {
    subject: release.id,
    kind: 'stuck',
    lane: 'slack',
    place: 'thread',
    broadcast: true,
    post: phase.kind === 'stuck',
    content: made,
  };
}

function asking(facts: ThreadFacts, release: Release, because: string, since: number) {
  const id = idsOf(release.id, 'stuck', release.rev);
  const name = nameOf(release);
  const served = roughlyServed(release);
  const why = dot(capital(esc(because, 250)));
  const text =
    (served.moves === 'traffic' ? served.share : served.users) === null
      ? say.text(why)
      : say.textWithUsers(why, served, esc(release.build.version, 60));
  return content(say.spoken(esc(name), dot(esc(because, 150))), [
    header(id('head'), say.head(name)),
    section(id('why'), `:rotating_light: ${text}`),
    actions(id('act'), [
      ...actButtons(
        facts,
        release,
        ['retry', 'roll-back', 'done-by-hand', 'answer'],
        ['retry', 'primary'],
      ),
      statusLink(facts),
    ]),
    context(id('foot'), [say.since(clock(since)), say.pager, say.why(facts.service.name)]),
  ]);
}

function settled(release: Release) {
  const id = idsOf(release.id, 'stuck', 0);
  const name = nameOf(release);
  return content(say.spokenSettled(esc(name)), [
    header(id('head'), say.settled(name)),
    section(id('why'), `:white_check_mark: ${say.settledText}`),
  ]);
}
