import type { Button } from '@slack/types';
import { mayPress } from '../../release/legal-acts.ts';
import { mayExcuse } from '../../release/health/judge-errors.ts';
import { isInForce, type KnownIssue } from '../../release/state/known-issue.ts';
import { nameOf } from '../../release/state/outcome.ts';
import type { ErrorGroup } from '../../release/state/reading.ts';
import type { Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { button, confirm } from '../blocks/blocks.ts';
import { dot, esc } from '../blocks/esc.ts';
import type { ThreadFacts } from '../thread-facts.ts';
import { clock, day } from '../blocks/when.ts';

const say = texts.error;

/**
 * What was said of an error: a word in force, or one that was, in another build or another time.
 */
export function wordOn(
  facts: ThreadFacts,
  issue: ErrorGroup,
): { readonly word: KnownIssue; readonly inForce: boolean } | null {
  const word = facts.known.find((one) => one.fingerprint === issue.id);
  if (!word) return null;
  const outgrown = issue.what === 'escalating' && word.word !== 'ours-blocks';
  return { word, inForce: !outgrown && isInForce(word, facts.build.version, facts.now) };
}

/** A word in force, with who and when: it stands where the buttons stood. */
export function decidedWords(
  { word, until, by, at, version, reason }: KnownIssue,
  here: string,
): string {
  const said = say.said(esc(by.name, 60), clock(at), version === here ? null : esc(version, 60));
  switch (word) {
    case 'ours-blocks':
      return say.blocks(esc(here, 60), said);
    case 'known':
      return say.known(day(until ?? at), said, dot(esc(reason, 200)));
    case 'not-this-release':
      return say.notThisRelease(esc(here, 60), said);
  }
}

/** The same in a few words, for a word that is history. */
export function lastTime({ word, until, by, at, version, reason, undone }: KnownIssue): string {
  const [build, who] = [esc(version, 60), esc(by.name, 60)];
  if (undone) return say.before.undone(build, esc(undone.by.name, 60));
  return word === 'known'
    ? say.before.known(build, who, day(until ?? at), esc(reason, 120))
    : say.before[word](build, who);
}

/**
 * What an approver must know of a soak that passed: errors that were there, and that somebody took
 * out of the count.
 */
export function excused(facts: ThreadFacts): string {
  const errors = facts.errors.filter(({ issue }) => {
    const said = wordOn(facts, issue);
    return said?.inForce === true && said.word.word !== 'ours-blocks';
  });
  return errors.length === 0 ? '' : say.excused(errors.length);
}

/**
 * The words that can be said now, about one error or a list of them. `which` is what the button's
 * value names; what grows can only be blocked.
 */
export function wordButtons(
  facts: ThreadFacts,
  which: string,
  what: string,
  grows: boolean,
): readonly Button[] {
  const about = judged(facts);
  if (!about) return [];
  const value = (word: string) => `${about.id} ${which} ${word}`;
  const mayBlock = mayPress('decline', { line: facts.line, release: about, at: facts.now });
  const { blocks, known, notThisRelease, spokenBlocks, spokenKnown, spokenNotThisRelease } =
    say.buttons;
  return [
    ...(mayBlock
      ? [
          button(blocks, 'release error', value('ours-blocks'), {
            spoken: spokenBlocks(what, about.build.version),
            confirm: blocking(about),
          }),
        ]
      : []),
    ...(grows
      ? []
      : [
          button(known, 'release error', value('known'), { spoken: spokenKnown(what) }),
          button(notThisRelease, 'release error', value('not-this-release'), {
            spoken: spokenNotThisRelease(what),
          }),
        ]),
  ];
}

/** The release whose errors still count; null when nobody needs to say anything any more. */
export function judged({ build, prerelease, release, goesWith }: ThreadFacts): Release | null {
  const own = goesWith?.release.build.version === build.version ? goesWith.release : null;
  return [release, own, prerelease].find((one) => one !== null && mayExcuse(one)) ?? null;
}

function blocking(release: Release) {
  const { title, text, yes, no } = say.block;
  return confirm(
    title(nameOf(release)),
    text(release.target?.version ?? null, release.build.version),
    yes,
    no,
  );
}
