import type { Button } from '@slack/types';
import { legalActs } from '../release/guards.ts';
import { mayExcuse } from '../release/judge-errors.ts';
import { isInForce, type KnownIssue } from '../release/known-issue.ts';
import { nameOf } from '../release/outcome.ts';
import type { Issue } from '../release/reading.ts';
import type { Release } from '../release/release.ts';
import { button, confirm } from './blocks.ts';
import { esc } from './esc.ts';
import type { Story } from './story.ts';
import { clock, day } from './when.ts';

/** What was said of an error: a word in force, or one that was, in another build or another time. */
export function wordOn(story: Story, issue: Issue): { readonly word: KnownIssue; readonly inForce: boolean } | null {
  const word = story.known.find((one) => one.fingerprint === issue.id);
  if (!word) return null;
  const outgrown = issue.what === 'escalating' && word.word !== 'ours-blocks';
  return { word, inForce: !outgrown && isInForce(word, story.build.version, story.now) };
}

/** A word in force, with who and when: it stands where the buttons stood. */
export function decidedWords({ word, until, by, at, version, reason }: KnownIssue, here: string): string {
  const who = `${esc(by.name, 60)} ${clock(at)}${version === here ? '' : ` in ${esc(version, 60)}`}`;
  const why = reason === '' ? '' : `: ${esc(reason, 200)}`;
  switch (word) {
    case 'ours-blocks':
      return `:x: *Ours, blocks ${esc(here, 60)}.* Said by ${who}`;
    case 'known':
      return `:white_check_mark: *Known until ${day(until ?? at)}.* Said by ${who}${why}. It does not count, unless it grows`;
    case 'not-this-release':
      return `:white_check_mark: *Not this release.* Said by ${who}. It does not count for ${esc(here, 60)}, unless it grows`;
  }
}

/** The same in a few words, for a word that is history. */
export function lastTime({ word, until, by, version, reason, undone }: KnownIssue): string {
  const said = { 'ours-blocks': 'ours, it blocked', known: 'known', 'not-this-release': 'not this release' }[word];
  const over = undone ? `, taken back by ${esc(undone.by.name, 60)}` : until === null ? '' : `, until ${day(until)}`;
  return `Last time, in ${esc(version, 60)}: ${said}${over} (${esc(by.name, 60)}${reason === '' || word === 'ours-blocks' ? '' : `: ${esc(reason, 120)}`})`;
}

/** The words that can be said now, about one error or a list of them. `which` is what the button's value names; what grows can only be blocked. */
export function wordButtons(story: Story, which: string, spoken: string, grows: boolean): readonly Button[] {
  const about = judged(story);
  if (!about) return [];
  const value = (word: string) => `${about.id} ${which} ${word}`;
  const blocks = legalActs(story.line, about).includes('decline');
  return [
    ...(blocks ? [button('Ours, Blocks', 'release error', value('ours-blocks'), { spoken: `Say that ${spoken} is ours and blocks ${about.build.version}`, confirm: blocking(about) })] : []),
    ...(grows ? [] : [
      button('Known…', 'release error', value('known'), { spoken: `Say that ${spoken} is known until a day` }),
      button('Not This Release', 'release error', value('not-this-release'), { spoken: `Say that ${spoken} is not of this release` }),
    ]),
  ];
}

/** The release whose errors still count; null when nobody needs to say anything any more. */
export function judged({ prerelease, release }: Story): Release | null {
  return [release, prerelease].find((one) => one !== null && mayExcuse(one) && one.phase.kind !== 'rolling-back') ?? null;
}

function blocking(release: Release) {
  const { version } = release.build;
  return confirm(`Block ${nameOf(release)}`, `Its users go back to ${release.target?.version ?? 'the live version'}. ${version} may not be released again; a new build can.`, 'Block Build', 'Keep Soaking');
}
