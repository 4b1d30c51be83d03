import type { RichTextBlock, RichTextSection } from '@slack/types';
import type { SignOff } from '../../release/approval/sign-off.ts';
import type { Change } from '../../changes/changelog.ts';
import { teamsOfPaths } from '../../changes/path-owners.ts';
import type { Approval, Release } from '../../release/state/release.ts';
import { ownersOf, suspectsOf } from '../../changes/suspects.ts';
import { texts } from '../../texts/texts.ts';
import type { Ids } from '../blocks/blocks.ts';
import { plainly } from '../blocks/esc.ts';
import { line, moment, textRun } from '../blocks/rich-text.ts';
import type { ThreadFacts } from '../thread-facts.ts';

const say = texts.approval.board;

/** So many changes of a team are named; the changelog above names all. */
const titlesMax = 3;
/** So many teams get a paragraph of their own; a message has room for no more. */
const teamsMax = 12;

/**
 * What each team is asked about: its own changes, its own new errors, how many of its people said
 * yes, and who did. Titles come from outside, so all of it is rich text.
 */
export function teamBoard(
  facts: ThreadFacts,
  words: readonly SignOff[],
  id: Ids,
): readonly RichTextBlock[] {
  return words.slice(0, teamsMax).map((word, i) => {
    const changes = changesOf(facts, word.team);
    const touched = changes === null ? '' : say.changes(changes.length);
    const titles = changes === null ? [] : named(changes);
    const head = line(
      textRun(plainly(word.team, 40), { bold: true }),
      textRun(`${say.count(word.by.length, word.of)}${touched}`),
    );
    return {
      type: 'rich_text',
      block_id: id(`team-${i}`),
      elements: [
        head,
        ...(titles.length > 0
          ? [{ type: 'rich_text_list', style: 'bullet', elements: titles } as const]
          : []),
        ...found(facts, word.team),
        ...word.by.map((given) => yes(given)),
      ],
    };
  });
}

/** The changes this team owns; null while nobody knows what changes. */
function changesOf({ changelog, service }: ThreadFacts, team: string): readonly Change[] | null {
  return (
    changelog &&
    [...changelog.changes, ...changelog.removed].filter(({ files }) =>
      teamsOfPaths(files, service.teams).includes(team),
    )
  );
}

function named(changes: readonly Change[]): RichTextSection[] {
  const titles = changes
    .slice(0, titlesMax)
    .map(({ title }) => line(textRun(plainly(title, 120) || texts.changelog.noTitle)));
  return changes.length > titlesMax
    ? [...titles, line(textRun(say.more(changes.length - titlesMax)))]
    : titles;
}

/** New errors that come from the team's files and that nobody took out of the count. */
function found(
  { errors, changelog, service }: ThreadFacts,
  team: string,
): readonly RichTextSection[] {
  const own = errors.filter(
    ({ issue, trace }) =>
      issue.known !== true &&
      ownersOf(trace, suspectsOf(trace, changelog), service.teams).includes(team),
  );
  const titles = own
    .slice(0, titlesMax)
    .map(({ issue }) => plainly(issue.title, 80))
    .join('; ');
  return own.length === 0
    ? []
    : [line(textRun(say.errors(own.length), { bold: true }), textRun(titles))];
}

function yes({ by, at, kept, team }: Approval): RichTextSection {
  return line(
    textRun(say.by(plainly(by.name, 60))),
    moment(at),
    ...(kept === undefined ? [] : [textRun(say.kept(plainly(kept, 60), plainly(team, 40)))]),
  );
}

/** How words are counted, where davy.yml counts them otherwise than each for itself. */
export function countedSo({ approval }: Release['plan']): readonly string[] {
  return [
    ...(approval?.authors === true ? [texts.approval.notAuthors] : []),
    ...(approval?.distinct === true ? [texts.approval.distinct] : []),
  ];
}
