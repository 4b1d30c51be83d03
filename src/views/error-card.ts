import { nameOf } from '../release/outcome.ts';
import type { SeenError } from '../release/seen-error.ts';
import { ownersOf, suspectsOf } from '../release/suspects.ts';
import { actions, context, facts, header, idsOf, link, numbered, section } from './blocks.ts';
import { content, type Part } from './content.ts';
import { dot, esc, plainly } from './esc.ts';
import { decidedWords, judged, lastTime, wordButtons, wordOn } from './error-word.ts';
import { together } from './mention.ts';
import { line, list, paragraph, run } from './rich-text.ts';
import type { Story, WantedMessage } from './story.ts';
import { changed, likely, others, times } from './suspicion.ts';
import { clock, day } from './when.ts';

const news = { new: 'New error in', regressed: 'Solved error is back in', escalating: 'Error grows in' } as const;

/** One new error, told once: what it is, whom it hits, which change may have brought it, and what people said of it. */
export function errorCard(story: Story, error: SeenError): WantedMessage {
  const { build } = story;
  const { issue } = error;
  const id = idsOf(`${build.service}@${build.version}`, `error${error.place}`, 0);
  const name = `${build.service} ${build.version}`;
  const said = wordOn(story, issue);
  const word = said?.inForce ? said.word : null;
  const [suspect] = suspectsOf(error.trace, story.changelog);
  const cause = suspect ? ` Likely change: ${esc(suspect.change.pull ? `#${suspect.change.pull.number}` : suspect.change.title, 60)} by ${dot(esc(suspect.change.author.name, 60))}` : '';
  const made = content(`${news[issue.what]} ${esc(name)}: ${dot(esc(issue.title, 120))}${cause}`, [
    header(id('head'), `${news[issue.what]} ${name}`),
    paragraph(id('title'), run(plainly(issue.title, 300), { code: true }), ...(issue.culprit === '' ? [] : [run(`\n${plainly(issue.culprit, 150)}`)])),
    facts(id('facts'), [['Seen', times(issue.count, 'time')], ['Users hit', issue.users === 0 ? 'Not known' : times(issue.users, 'user')], ['Level', issue.level], ['Owners', owners(story, error)]]),
    paragraph(id('likely'), run('Likely change ', { bold: true }), ...likely(error, story)),
    alsoTouched(id('others'), story, error),
    word ? section(id('word'), decidedWords(word, build.version)) : null,
    actions(id('act'), numbered([...(word ? [] : wordButtons(story, issue.id, issue.shortId, issue.what === 'escalating')), link('View Error', 'error', issue.link)])),
    context(id('foot'), [
      esc(issue.shortId, 60),
      `found ${clock(error.foundAt)}`,
      issue.what !== 'new' && issue.firstSeen !== null ? `first seen ${day(issue.firstSeen)}` : null,
      said && !said.inForce ? lastTime(said.word) : null,
      word || !judged(story) ? null : issue.what === 'escalating' ? 'It grows, so it counts whatever is said of it' : who(story),
    ]),
  ]);
  return { subject: `build:${build.service}@${build.version}`, kind: `error:${issue.id}`, lane: 'slack', place: 'thread', broadcast: false, post: true, content: made };
}

function owners({ service, changelog }: Story, { trace }: SeenError): string {
  const teams = ownersOf(trace, suspectsOf(trace, changelog), service.teams);
  return teams.length === 0 ? 'Not known' : together(teams.map((team) => esc(team, 40)));
}

function alsoTouched(block_id: string, story: Story, error: SeenError): Part {
  const more = others(error, story);
  if (more.length === 0) return null;
  const made = list(block_id, 'bullet', more.map(({ change, file }) => line(...changed(change), run(` (${plainly(file, 80)})`))));
  return { ...made, elements: [line(run('Also touched the files it comes from', { bold: true })), ...made.elements] };
}

/** Who may say so, before anybody presses. */
export function who(story: Story): string {
  const about = judged(story);
  const teams = story.service.teams.map(({ name }) => esc(name, 40));
  const except = about?.by ? `, except ${esc(about.by.name, 60)} who started ${esc(nameOf(about), 60)}` : '';
  return `Members of ${together([...teams, ...(story.service.oncall === null ? [] : ['the on-call'])])} can say what it is${except}`;
}
