import type { SeenError } from '../../release/state/seen-error.ts';
import { texts } from '../../texts/texts.ts';
import { actions, context, header, idsOf, numbered, section } from '../blocks/blocks.ts';
import { linked } from '../changes/change-line.ts';
import { content } from '../blocks/content.ts';
import { who } from './error-card.ts';
import { judged, wordButtons, wordOn } from './error-word.ts';
import { esc, plainly } from '../blocks/esc.ts';
import { line, list, run } from '../blocks/rich-text.ts';
import type { Story, WantedMessage } from '../thread-facts.ts';
import { roughly } from '../changes/suspicion.ts';

const say = texts.error;

/** So many lines are read; the others come when these are decided. */
const shownMax = 30;

/** All errors beyond the first five in one message, with one word for all that it shows. */
export function errorList(story: Story): WantedMessage | null {
  const rest = story.errors.filter(
    ({ ownCard, issue }) => !ownCard && !isKnownBefore(story, issue),
  );
  if (rest.length === 0) return null;
  const { build } = story;
  const heading = say.list.heading(rest.length, `${build.service} ${build.version}`);
  const id = idsOf(`${build.service}@${build.version}`, 'errors', 0);
  const open = rest.filter(({ issue }) => wordOn(story, issue)?.inForce !== true);
  const shown = open.slice(0, shownMax);
  const [first, last] = [shown[0], shown.at(-1)];
  const more = open.length - shown.length;
  const decided = rest.length - open.length;
  const made = content(say.list.spoken(esc(heading), decided), [
    header(id('head'), heading),
    shown.length > 0
      ? list(id('list'), 'bullet', shown.map(lineOf))
      : section(id('done'), say.list.allDecided),
    first && last
      ? actions(
          id('act'),
          numbered(
            wordButtons(story, `${first.place}-${last.place}`, say.list.each(shown.length), false),
          ),
        )
      : null,
    context(id('foot'), [
      more > 0 ? say.list.later(more) : null,
      decided > 0 ? say.list.decided(decided) : null,
      open.length > 0 && judged(story) ? who(story) : null,
      say.list.see(build.service),
    ]),
  ]);
  return {
    subject: `build:${build.service}@${build.version}`,
    kind: 'errors',
    lane: 'slack',
    place: 'thread',
    broadcast: false,
    post: true,
    content: made,
  };
}

/** What people called known in a build before is no news of this one. */
function isKnownBefore(story: Story, issue: SeenError['issue']): boolean {
  const said = wordOn(story, issue);
  return said?.inForce === true && said.word.version !== story.build.version;
}

function lineOf({ issue }: SeenError) {
  return line(
    linked(plainly(issue.shortId, 40), issue.link),
    run(' '),
    run(plainly(issue.title, 100), { code: true }),
    run(` ${roughly(issue.count, say.times)}`),
  );
}
