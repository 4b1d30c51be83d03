import type { RichTextElement } from '@slack/types';
import type { Change } from '../../changes/changelog.ts';
import { type SeenError, worstOf } from '../../release/state/seen-error.ts';
import { type Suspect, suspectsOf } from '../../changes/suspects.ts';
import { texts } from '../../texts/texts.ts';
import { linked } from './change-line.ts';
import type { ContentPart } from '../blocks/content.ts';
import { esc, plainly } from '../blocks/esc.ts';
import { paragraph, textRun } from '../blocks/rich-text.ts';
import type { ThreadFacts } from '../thread-facts.ts';

const say = texts.error;

/**
 * How often, or how many: so coarse that a hot error does not edit its message at every look. It
 * grows in steps of 1, 2 and 5.
 */
export function roughCount(
  n: number,
  words: { readonly exactly: (n: number) => string; readonly over: (n: number) => string },
): string {
  if (n <= 10) return words.exactly(n);
  const unit = 10 ** Math.floor(Math.log10(n));
  const step = [5, 2, 1].find((factor) => factor * unit <= n) ?? 1;
  return words.over(step * unit);
}

/** The error to look at first. What the newest reading shows is not always kept yet. */
export function worst({ errors, build, release, prerelease, now }: ThreadFacts): SeenError | null {
  const kept = worstOf(errors);
  if (kept) return kept;
  const read = [release, prerelease].flatMap(
    (one) => one?.watch.readings.flatMap(({ issues }) => issues) ?? [],
  );
  return worstOf(
    read.map((issue, index) => ({
      service: build.service,
      version: build.version,
      issue,
      foundAt: now,
      place: index + 1,
      ownCard: false,
      trace: null,
      author: null,
    })),
  );
}

/**
 * What it is and where it comes from, for messages about a rollback; nothing where no new error
 * speaks against the build.
 */
export function topError(block_id: string, facts: ThreadFacts): ContentPart {
  const error = worst(facts);
  if (!error) return null;
  const { title, count: often } = error.issue;
  return paragraph(
    block_id,
    textRun(`${say.topError} `, { bold: true }),
    textRun(plainly(title, 200), { code: true }),
    textRun(`${say.often(roughCount(often, say.times))}\n`),
    textRun(`${say.likely} `, { bold: true }),
    ...likely(error, facts),
  );
}

/** The likely change in words, with its author's name; why nobody can tell where that is so. */
export function likely(error: SeenError, facts: ThreadFacts): readonly RichTextElement[] {
  const suspect = suspectOf(error, facts);
  return suspect ? changed(suspect.change) : [textRun(say.unlikely(whyNot(error, facts)))];
}

/** The change that an error likely came from. */
export function suspectOf(error: SeenError, facts: ThreadFacts): Suspect | null {
  return suspectsOf(error.trace, facts.changelog)[0] ?? null;
}

/** A change in one line: its number opens it, its title is outside text. */
export function changed({ pull, commit, title, author }: Change): readonly RichTextElement[] {
  return [
    linked(pull ? `#${pull.number}` : commit.slice(0, 10), pull?.url ?? null),
    textRun(say.change(plainly(title, 120), plainly(author.name, 60))),
  ];
}

/** A change by its shortest name, for places that read markup. */
export function shortly({ pull, title }: Change): string {
  return pull ? `#${pull.number}` : esc(title, 80);
}

/** Suspects beyond the likely one are worth a look where an error has a message of its own. */
export function others(error: SeenError, { changelog }: ThreadFacts): readonly Suspect[] {
  return suspectsOf(error.trace, changelog).slice(1, 3);
}

function whyNot({ trace }: SeenError, { changelog }: ThreadFacts): string {
  if (trace === null) return say.untold;
  if (trace.kind === 'untraced') return trace.why;
  return changelog ? say.untouched : say.unread;
}
