import { isInForce, type KnownIssue } from '../../src/release/state/known-issue.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import { replyButton, type Reply, privately } from '../../src/command-kit/reply.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import type { Service } from '../../src/service/service.ts';
import type { TextPart } from '../../src/texts/part.ts';
import { texts } from '../../src/texts/texts.ts';
import { onlyMembers, outcome } from '../../src/command-kit/facts/facts.ts';
import { findService } from '../../src/command-kit/find/find.ts';

const { choice, errors: say } = texts.replies;

const listedMax = 20;
const undoMax = 5;

/** What is known of a service's errors, until when, and a way to take it back. */
export const errorsCommand = defineCommand('release errors', {
  run: about(findService, async (service, context, rest) => {
    const known = await context.ledger.knownIssues(service.name);
    const [verb, fingerprint] = rest;
    return verb === 'undo' && fingerprint !== undefined
      ? undo(service, known, fingerprint, context)
      : list(service, known, context);
  }),
});

async function list(
  { name }: Service,
  known: readonly KnownIssue[],
  context: CommandContext,
): Promise<Reply> {
  const versions = (await context.ledger.open(name)).map(({ build }) => build.version);
  const standing = known.filter(
    (one) =>
      one.word !== 'ours-blocks' &&
      ['', ...versions].some((version) => isInForce(one, version, context.now)),
  );
  if (standing.length === 0) return privately(say.none(name));
  const lines = standing
    .slice(0, listedMax)
    .flatMap((one, index): readonly TextPart[] => ['\n', `${index + 1}. `, ...lineOf(one)]);
  const more = standing.length > listedMax ? `\n${say.more(standing.length - listedMax)}` : '';
  const undos = standing
    .slice(0, undoMax)
    .map((one, index) =>
      replyButton(choice.undoOne(index + 1), 'release errors', `${name} undo ${one.fingerprint}`),
    );
  return privately([say.head(standing.length, name), ...lines, more], ...undos);
}

function lineOf({ title, word, until, version, by, reason }: KnownIssue): readonly TextPart[] {
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
  context: CommandContext,
): Promise<Reply> {
  const one = known.find((issue) => issue.fingerprint === fingerprint);
  if (!one || one.word === 'ours-blocks') return privately(say.notKnown(fingerprint, name));
  const outside = await onlyMembers(context);
  if (outside) return outside;
  const decision = await context.tell(
    { service: name, release: null },
    { kind: 'error-word-undone', at: context.now, by: context.caller, known: one },
  );
  return outcome(decision, say.undone, { service: name });
}
