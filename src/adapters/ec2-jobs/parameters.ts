import type { JobObstacle, JobOrder } from '../../ports/jobs.ts';
import { filled } from '../jobs/words.ts';

/** What is run on a server: a command, word by word, or a document of the account's own. */
export type Ec2Work =
  | { readonly kind: 'command'; readonly command: readonly string[] }
  | {
      readonly kind: 'document';
      readonly document: string;
      readonly parameters: Readonly<Record<string, string>>;
    };

/** A document, as Systems Manager takes it. */
export type DocumentCall = {
  readonly DocumentName: string;
  readonly Parameters: Record<string, string[]>;
};

/** AWS lets a script run two days at most (s). */
const executionMost = 172_800;

/** AWS's own, which runs lines of a shell on any Linux. */
const shellDocument = 'AWS-RunShellScript';

/** What a work is written in. */
export function documentOf(work: Ec2Work): string {
  return work.kind === 'command' ? shellDocument : work.document;
}

/**
 * The document that carries out an order. A word of an order is never read by a shell, nor by
 * Systems Manager: it is quoted for the one, and no reference `{{…}}` for the other. Another's
 * document may put its parameters into a script as they are, so only plain words are put into them.
 */
export function documentCall(
  work: Ec2Work,
  order: JobOrder,
  timeoutMs: number,
): DocumentCall | JobObstacle {
  const words = {
    ...order.words,
    service: order.service,
    instance: order.on ?? '',
    id: order.id,
  };
  if (work.kind === 'command') {
    const script = scriptOf(work.command.map((word) => filled(word, words)));
    const seconds = Math.min(executionMost, Math.max(1, Math.ceil(timeoutMs / 1_000)));
    return {
      DocumentName: documentOf(work),
      Parameters: { commands: script, executionTimeout: [String(seconds)] },
    };
  }
  const strange = strangeWord(Object.values(work.parameters), words);
  if (strange !== null)
    return {
      why: 'not-accepted',
      detail: `${strange} holds characters that a script of ${work.document} could read`,
    };
  const Parameters: Record<string, string[]> = {};
  for (const [name, text] of Object.entries(work.parameters))
    Parameters[name] = [filled(text, words)];
  return { DocumentName: documentOf(work), Parameters };
}

const plain = /^[A-Za-z0-9_][\w.+:@/-]{0,199}$/;

/** The first word that would be put into a text and is not plain. */
function strangeWord(
  texts: readonly string[],
  words: Readonly<Record<string, string>>,
): string | null {
  const named = texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const strange = named.find(
    (name = '') => Object.hasOwn(words, name) && !plain.test(words[name] ?? ''),
  );
  return strange === undefined ? null : `{${strange}}`;
}

/** So much of the end is shown (bytes): Systems Manager keeps the first 24,000 characters only. */
const shownMost = 16_000;

/**
 * Runs a command word by word, and writes the end of what it said. A line that is cut is left out:
 * it may be half of a secret, which nobody would recognise.
 */
function scriptOf(words: readonly string[]): string[] {
  return [
    'umask 077',
    'log=$(mktemp) || exit 125',
    `trap 'rm -f "$log"' EXIT`,
    `${words.map(quoted).join(' ')} >"$log" 2>&1 </dev/null`,
    'code=$?',
    `if [ "$(wc -c <"$log")" -gt ${shownMost} ]; then`,
    `  echo '[...]'`,
    `  tail -c ${shownMost} "$log" | tail -n +2`,
    'else',
    '  cat "$log"',
    'fi',
    'exit "$code"',
  ];
}

/** One word for a POSIX shell, whatever is in it; `{{` is parted, for Systems Manager reads it. */
function quoted(word: string): string {
  const inside = word.replaceAll("'", `'\\''`).replaceAll(/\{(?=\{)/g, "{''");
  return `'${inside}'`;
}
