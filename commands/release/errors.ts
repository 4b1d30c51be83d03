import { z } from 'zod';
import { isInForce, type KnownIssue } from '../../src/release/state/known-issue.ts';
import { button, type Reply, whisper } from '../../src/command-kit/reply.ts';
import type { Desk, Service } from '../../src/command-kit/context.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import type { Part } from '../../src/texts/part.ts';
import { texts } from '../../src/texts/texts.ts';
import { onlyMembers, outcome } from '../../src/command-kit/facts/facts.ts';
import { findService } from '../../src/command-kit/find/find.ts';

const { choice, errors: say } = texts.replies;

const listedMax = 20;
const undoMax = 5;

/** What is known of a service's errors, until when, and a way to take it back. */
export const errors = defineCommand({
  name: 'release errors',
  slash: '/release',
  ...texts.help['release errors'],
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = findService(words, desk, 'release errors');
    if (found.kind === 'reply') return found.reply;
    const known = await desk.ledger.knownIssues(found.it.name);
    const [verb, fingerprint] = found.rest;
    return verb === 'undo' && fingerprint !== undefined
      ? undo(found.it, known, fingerprint, desk)
      : list(found.it, known, desk);
  },
});

async function list({ name }: Service, known: readonly KnownIssue[], desk: Desk): Promise<Reply> {
  const versions = (await desk.ledger.open(name)).map(({ build }) => build.version);
  const standing = known.filter(
    (one) =>
      one.word !== 'ours-blocks' &&
      ['', ...versions].some((version) => isInForce(one, version, desk.now)),
  );
  if (standing.length === 0) return whisper(say.none(name));
  const lines = standing
    .slice(0, listedMax)
    .flatMap((one, index): readonly Part[] => ['\n', `${index + 1}. `, ...lineOf(one)]);
  const more = standing.length > listedMax ? `\n${say.more(standing.length - listedMax)}` : '';
  const undos = standing
    .slice(0, undoMax)
    .map((one, index) =>
      button(choice.undoOne(index + 1), 'release errors', `${name} undo ${one.fingerprint}`),
    );
  return whisper([say.head(standing.length, name), ...lines, more], ...undos);
}

function lineOf({ title, word, until, version, by, reason }: KnownIssue): readonly Part[] {
  // Backticks would begin and end typed words.
  const what = title.replaceAll('`', 'ˋ').slice(0, 90).toWellFormed();
  const who = say.by(by.name, reason.slice(0, 100));
  return word === 'known' && until !== null
    ? say.until(what, until, who)
    : say.notOf(what, version, who);
}

async function undo(
  { name }: Service,
  known: readonly KnownIssue[],
  fingerprint: string,
  desk: Desk,
): Promise<Reply> {
  const one = known.find((issue) => issue.fingerprint === fingerprint);
  if (!one || one.word === 'ours-blocks') return whisper(say.notKnown(fingerprint, name));
  const outside = await onlyMembers(desk);
  if (outside) return outside;
  const decision = await desk.tell(
    { service: name, release: null },
    { kind: 'error-word-undone', at: desk.now, by: desk.caller, known: one },
  );
  return outcome(decision, say.undone, { service: name });
}
