import type { SeenError } from '../../release/state/seen-error.ts';
import { texts } from '../../texts/texts.ts';
import { actions, context, header, idsOf, numbered, section } from '../blocks/blocks.ts';
import { linked } from '../changes/change-line.ts';
import { content } from '../blocks/content.ts';
import { blameWords } from './error-card.ts';
import { judged, wordButtons, wordOn } from './error-word.ts';
import { esc, plainly } from '../blocks/esc.ts';
import { line, list, textRun } from '../blocks/rich-text.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';
import { roughCount } from '../changes/suspicion.ts';
import { buildKey } from '../../release/state/keys.ts';

const say = texts.error;

/** So many lines are read; the others come when these are decided. */
const shownMax = 30;

/** All errors beyond the first five in one message, with one word for all that it shows. */
export function errorList(facts: ThreadFacts): WantedMessage | null {
  const rest = facts.errors.filter(
    ({ ownCard, issue }) => !ownCard && !isKnownBefore(facts, issue),
  );
  if (rest.length === 0) return null;
  const { build } = facts;
  const heading = say.list.heading(rest.length, `${build.service} ${build.version}`);
  const id = idsOf(`${build.service}@${build.version}`, 'errors', 0);
  const open = rest.filter(({ issue }) => wordOn(facts, issue)?.inForce !== true);
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
            wordButtons(facts, `${first.place}-${last.place}`, say.list.each(shown.length), false),
          ),
        )
      : null,
    context(id('foot'), [
      more > 0 ? say.list.later(more) : null,
      decided > 0 ? say.list.decided(decided) : null,
      open.length > 0 && judged(facts) ? blameWords(facts) : null,
      say.list.see(build.service),
    ]),
  ]);
  return {
    subject: buildKey(build),
    kind: 'errors',
    lane: 'slack',
    place: 'thread',
    broadcast: false,
    post: true,
    content: made,
  };
}

/** What people called known in a build before is no news of this one. */
function isKnownBefore(facts: ThreadFacts, issue: SeenError['issue']): boolean {
  const said = wordOn(facts, issue);
  return said?.inForce === true && said.word.version !== facts.build.version;
}

function lineOf({ issue }: SeenError) {
  return line(
    linked(plainly(issue.shortId, 40), issue.link),
    textRun(' '),
    textRun(plainly(issue.title, 100), { code: true }),
    textRun(` ${roughCount(issue.count, say.times)}`),
  );
}
