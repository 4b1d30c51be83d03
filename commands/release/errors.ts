import { z } from 'zod';
import { isInForce, type KnownIssue } from '../../src/release/known-issue.ts';
import { button, type Desk, defineCommand, type Part, type Reply, type Service, whisper } from '../../src/slack/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { onlyMembers, outcome } from '../facts.ts';
import { findService } from '../find.ts';
import { count } from '../say.ts';

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
    return verb === 'undo' && fingerprint !== undefined ? undo(found.it, known, fingerprint, desk) : list(found.it, known, desk);
  },
});

async function list({ name }: Service, known: readonly KnownIssue[], desk: Desk): Promise<Reply> {
  const versions = (await desk.ledger.open(name)).map(({ build }) => build.version);
  const standing = known.filter((one) => one.word !== 'ours-blocks' && ['', ...versions].some((version) => isInForce(one, version, desk.now)));
  if (standing.length === 0) return whisper(`No error of ${name} is known: each new one counts.`);
  const lines = standing.slice(0, listedMax).flatMap((one, index): readonly Part[] => ['\n', `${index + 1}. `, ...lineOf(one)]);
  const more = standing.length > listedMax ? `\nAnd ${standing.length - listedMax} more.` : '';
  const undos = standing.slice(0, undoMax).map((one, index) => button(`Undo ${index + 1}`, 'release errors', `${name} undo ${one.fingerprint}`));
  return whisper([`${count(standing.length, 'error')} of ${name} ${standing.length === 1 ? 'does' : 'do'} not count:`, ...lines, more], ...undos);
}

function lineOf({ title, word, until, version, by, reason }: KnownIssue): readonly Part[] {
  // Backticks would begin and end typed words.
  const what = title.replaceAll('`', 'ˋ').slice(0, 90).toWellFormed();
  const end: readonly Part[] = word === 'known' && until !== null ? [', known until ', { at: until }] : [`, not of ${version}`];
  return [what, ...end, `, ${by.name}${reason === '' ? '' : `: ${reason.slice(0, 100)}`}`];
}

async function undo({ name }: Service, known: readonly KnownIssue[], fingerprint: string, desk: Desk): Promise<Reply> {
  const one = known.find((issue) => issue.fingerprint === fingerprint);
  if (!one || one.word === 'ours-blocks') return whisper(`No error ${fingerprint.slice(0, 40)} of ${name} is known. Nothing changed.`);
  const outside = await onlyMembers(desk);
  if (outside) return outside;
  const decision = await desk.tell({ service: name, release: null }, { kind: 'error-word-undone', at: desk.now, by: desk.caller, known: one });
  return outcome(decision, 'Undone. The error counts again from the next look on.', { service: name });
}
