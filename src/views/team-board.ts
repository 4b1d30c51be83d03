import type { RichTextBlock, RichTextElement, RichTextSection } from '@slack/types';
import type { SignOff } from '../release/approvals.ts';
import type { Change } from '../release/changelog.ts';
import { teamsOfPaths } from '../release/path-owners.ts';
import type { Issue } from '../release/reading.ts';
import type { Approval, Release } from '../release/release.ts';
import { texts } from '../texts/texts.ts';
import type { Ids } from './blocks.ts';
import { plainly } from './esc.ts';
import { line, run } from './rich-text.ts';
import type { Story } from './story.ts';
import { utc } from './when.ts';

const say = texts.approval.board;

/** So many changes of a team are named; the changelog above names all. */
const titlesMax = 3;
/** So many teams get a paragraph of their own; a message has room for no more. */
const teamsMax = 12;

/** What each team is asked about: its own changes, its own new errors, how many of its people said yes, and who did. Titles come from outside, so all of it is rich text. */
export function teamBoard(story: Story, release: Release, words: readonly SignOff[], id: Ids): readonly RichTextBlock[] {
  return words.slice(0, teamsMax).map((word, i) => {
    const changes = changesOf(story, word.team);
    const titles = changes === null ? [] : named(changes);
    const head = line(run(plainly(word.team, 40), { bold: true }), run(`${say.count(word.by.length, word.of)}${changes === null ? '' : say.changes(changes.length)}`));
    return { type: 'rich_text', block_id: id(`team-${i}`), elements: [head, ...(titles.length > 0 ? [{ type: 'rich_text_list', style: 'bullet', elements: titles } as const] : []), ...found(story, release, word.team), ...word.by.map((given) => yes(given))] };
  });
}

/** The changes this team owns; null while nobody knows what changes. */
function changesOf({ changelog, service }: Story, team: string): readonly Change[] | null {
  return changelog && [...changelog.changes, ...changelog.removed].filter(({ files }) => teamsOfPaths(files, service.teams).includes(team));
}

function named(changes: readonly Change[]): RichTextSection[] {
  const titles = changes.slice(0, titlesMax).map(({ title }) => line(run(plainly(title, 120) || texts.changelog.noTitle)));
  return changes.length > titlesMax ? [...titles, line(run(say.more(changes.length - titlesMax)))] : titles;
}

/** New errors whose place is known to be one of the team's files. */
function found(story: Story, release: Release, team: string): readonly RichTextSection[] {
  const issues = release.watch.readings.flatMap((reading) => reading.issues).filter((issue) => issue.what === 'new' && issue.known !== true && ownersOf(story, issue).includes(team));
  const titles = issues.slice(0, titlesMax).map(({ title }) => plainly(title, 80)).join('; ');
  return issues.length === 0 ? [] : [line(run(say.errors(issues.length), { bold: true }), run(titles))];
}

function ownersOf({ changelog, service }: Story, { culprit }: Issue): readonly string[] {
  const place = culprit.split(/[\s(]/)[0] ?? '';
  const files = (changelog?.changes ?? []).flatMap((change) => change.files).filter((file) => place !== '' && (file === place || file.endsWith(`/${place}`)));
  return files.length > 0 ? teamsOfPaths(files, service.teams) : [];
}

function yes({ by, at, kept, team }: Approval): RichTextSection {
  const moment: RichTextElement = { type: 'date', timestamp: Math.floor(at / 1_000), format: '{date_short_pretty} at {time}', fallback: utc(at) };
  return line(run(say.by(plainly(by.name, 60))), moment, ...(kept === undefined ? [] : [run(say.kept(plainly(kept, 60), plainly(team, 40)))]));
}
