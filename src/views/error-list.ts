import type { SeenError } from '../release/seen-error.ts';
import { many } from './amount.ts';
import { actions, context, header, idsOf, numbered, section } from './blocks.ts';
import { linked } from './change-line.ts';
import { content } from './content.ts';
import { esc, plainly } from './esc.ts';
import { who } from './error-card.ts';
import { judged, wordButtons, wordOn } from './error-word.ts';
import { line, list, run } from './rich-text.ts';
import type { Story, WantedMessage } from './story.ts';
import { times } from './suspicion.ts';

/** So many lines are read; the others come when these are decided. */
const shownMax = 30;

/** All errors beyond the first five in one message, with one word for all that it shows. */
export function errorList(story: Story): WantedMessage | null {
  const rest = story.errors.filter(({ ownCard, issue }) => !ownCard && !issue.known);
  if (rest.length === 0) return null;
  const { build } = story;
  const name = `${build.service} ${build.version}`;
  const id = idsOf(`${build.service}@${build.version}`, 'errors', 0);
  const open = rest.filter(({ issue }) => wordOn(story, issue)?.inForce !== true);
  const shown = open.slice(0, shownMax);
  const [first, last] = [shown[0], shown.at(-1)];
  const more = open.length - shown.length;
  const decided = rest.length - open.length;
  const made = content(`${many(rest.length, 'more new error')} in ${esc(name)}, told together. ${decided === 0 ? '' : `${decided} decided.`}`.trim(), [
    header(id('head'), `${many(rest.length, 'more new error')} in ${name}`),
    shown.length > 0 ? list(id('list'), 'bullet', shown.map(lineOf)) : section(id('done'), ':white_check_mark: *All of them are decided.*'),
    first && last ? actions(id('act'), numbered(wordButtons(story, `${first.place}-${last.place}`, `each of these ${shown.length}`, false))) : null,
    context(id('foot'), [more > 0 ? `${more} more come when these are decided` : null, decided > 0 ? `${decided} decided` : null, open.length > 0 && judged(story) ? who(story) : null, `What is known: \`/release errors ${build.service}\``]),
  ]);
  return { subject: `build:${build.service}@${build.version}`, kind: 'errors', lane: 'slack', place: 'thread', broadcast: false, post: true, content: made };
}

function lineOf({ issue }: SeenError) {
  return line(linked(plainly(issue.shortId, 40), issue.link), run(' '), run(plainly(issue.title, 100), { code: true }), run(` ${times(issue.count, 'time')}`));
}
