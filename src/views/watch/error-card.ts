/**
 * # src/views/watch
 *
 * What is measured while users are on a build: signals, verdict, errors.
 */

import { nameOf } from '../../release/state/outcome.ts';
import type { SeenError } from '../../release/state/seen-error.ts';
import { ownersOf, suspectsOf } from '../../changes/suspects.ts';
import { texts } from '../../texts/texts.ts';
import {
  actions,
  context,
  factFields,
  header,
  idsOf,
  link,
  numbered,
  section,
} from '../blocks/blocks.ts';
import { content, type ContentPart } from '../blocks/content.ts';
import { decidedWords, judged, lastTime, wordButtons, wordOn } from './error-word.ts';
import { dot, esc, plainly } from '../blocks/esc.ts';
import { together } from '../blocks/mention.ts';
import { line, list, paragraph, textRun } from '../blocks/rich-text.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';
import { changed, likely, others, roughCount, shortly } from '../changes/suspicion.ts';
import { clock, day } from '../blocks/when.ts';
import { buildKey } from '../../release/state/keys.ts';

const say = texts.error;

/**
 * One new error, told once: what it is, whom it hits, which change may have brought it, and what
 * people said of it.
 */
export function errorCard(facts: ThreadFacts, error: SeenError): WantedMessage {
  const { build } = facts;
  const { issue } = error;
  const id = idsOf(`${build.service}@${build.version}`, `error${error.place}`, 0);
  const news = say.news[issue.what](`${build.service} ${build.version}`);
  const said = wordOn(facts, issue);
  const word = said?.inForce ? said.word : null;
  const made = content(
    say.spoken(esc(news), dot(esc(issue.title, 120)), spokenLikely(facts, error)),
    [
      header(id('head'), news),
      paragraph(
        id('title'),
        textRun(plainly(issue.title, 200), { code: true }),
        ...(issue.culprit === '' ? [] : [textRun(`\n${plainly(issue.culprit, 150)}`)]),
      ),
      factFields(id('facts'), [
        [say.facts.seen, roughCount(issue.count, say.times)],
        [say.facts.users, issue.users === 0 ? say.notKnown : roughCount(issue.users, say.users)],
        [say.facts.level, issue.level],
        [say.facts.owners, owners(facts, error)],
      ]),
      paragraph(id('likely'), textRun(`${say.likely} `, { bold: true }), ...likely(error, facts)),
      alsoTouched(id('others'), facts, error),
      word ? section(id('word'), decidedWords(word, build.version)) : null,
      actions(
        id('act'),
        numbered([
          ...(word ? [] : wordButtons(facts, issue.id, issue.shortId, issue.what === 'escalating')),
          link(say.buttons.view, 'error', issue.link),
        ]),
      ),
      context(id('foot'), foot(facts, error)),
    ],
  );
  return {
    subject: buildKey(build),
    kind: `error:${issue.id}`,
    lane: 'slack',
    place: 'thread',
    broadcast: false,
    post: true,
    content: made,
  };
}

/** Where it is known from, and who may say what it is while nobody has. */
function foot(facts: ThreadFacts, { issue, foundAt }: SeenError): readonly (string | null)[] {
  const said = wordOn(facts, issue);
  return [
    esc(issue.shortId, 60),
    say.found(clock(foundAt)),
    issue.what !== 'new' && issue.firstSeen !== null ? say.firstSeen(day(issue.firstSeen)) : null,
    said && !said.inForce ? lastTime(said.word) : null,
    said?.inForce || !judged(facts)
      ? null
      : issue.what === 'escalating'
        ? say.outgrown
        : blameWords(facts),
  ];
}

function spokenLikely({ changelog }: ThreadFacts, { trace }: SeenError): string | null {
  const [suspect] = suspectsOf(trace, changelog);
  return suspect ? dot(say.by(shortly(suspect.change), esc(suspect.change.author.name, 60))) : null;
}

function owners({ service, changelog }: ThreadFacts, { trace }: SeenError): string {
  const teams = ownersOf(trace, suspectsOf(trace, changelog), service.teams);
  return teams.length === 0 ? say.notKnown : together(teams.map((team) => esc(team, 40)));
}

function alsoTouched(block_id: string, facts: ThreadFacts, error: SeenError): ContentPart {
  const more = others(error, facts);
  if (more.length === 0) return null;
  const made = list(
    block_id,
    'bullet',
    more.map(({ change, file }) => line(...changed(change), textRun(` (${plainly(file, 80)})`))),
  );
  return { ...made, elements: [line(textRun(say.alsoTouched, { bold: true })), ...made.elements] };
}

/** Who may say so, before anybody presses. */
export function blameWords(facts: ThreadFacts): string {
  const about = judged(facts);
  const teams = facts.service.teams.map(({ name }) => esc(name, 40));
  return say.who(
    teams,
    facts.service.oncall !== null,
    about?.by ? esc(about.by.name, 60) : null,
    about ? esc(nameOf(about), 60) : '',
  );
}
