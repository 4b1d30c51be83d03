/**
 * # src/command-kit
 *
 * What commands are made of: how one is defined, what it may ask of Davy, and what it may answer.
 * Knows no Slack.
 */

import { texts } from '../texts/texts.ts';
import type { CommandContext } from './context.ts';
import type { Services } from '../service/service.ts';
import type { Reply } from './reply.ts';

/**
 * One thing people can say: typed, pressed, sent by a form or said in a thread. It knows no Slack.
 */
export type Command = {
  readonly name: string;
  readonly slash: `/${string}`;
  readonly usage: string;
  readonly summary: string;
  readonly examples: readonly string[];
  /** Button-only words are left out of help: nobody has to type them. */
  readonly typed: boolean;
  /** Names it had before or is known by elsewhere: typed, in threads and on old buttons. */
  readonly alsoCalled: readonly string[];
  /** The word a person may use in a release's thread, if any; the release is the thread's own. */
  readonly inThread: string | null;
  readonly run: (words: readonly string[], context: CommandContext) => Promise<Reply>;
  /**
   * What is wrong with a form, each wrong field at once, told while it is still open; nothing
   * outside is asked.
   */
  readonly check: Check;
};

type Check = (
  words: readonly string[],
  services: Services,
  now: number,
) => Readonly<Record<string, string>> | null;

/** What a command does with its words. It is told its own name, for buttons that say it again. */
type Run = (
  words: readonly string[],
  context: CommandContext,
  name: string,
) => Promise<Reply> | Reply;

/**
 * Makes a command of its name and what it does. Its name is said here and nowhere else: the slash
 * is its first word, its help stands under it in the catalogue, its file is called so.
 */
export function defineCommand(
  name: keyof typeof texts.help,
  command: {
    readonly typed?: false;
    /** Names it had before. */
    readonly alsoCalled?: readonly string[];
    /** True: its own last word. */
    readonly inThread?: true | string;
    readonly check?: Check;
    readonly run: Run;
  },
): Command {
  const { typed = true, alsoCalled = [], inThread = null, check = () => null, run } = command;
  const [root = name, verb = name] = name.split(' ');
  return {
    name,
    slash: `/${root}`,
    ...texts.help[name],
    typed,
    alsoCalled,
    inThread: inThread === true ? verb : inThread,
    check,
    run: async (words, context) => run(words, context, name),
  };
}

/** What the first words name and the words after it, or the answer that says why it is not. */
export type Lookup<Thing> =
  | { readonly kind: 'found'; readonly it: Thing; readonly rest: readonly string[] }
  | { readonly kind: 'reply'; readonly reply: Reply };

/** Finds what the first words name; `command` is the one its buttons shall say again. */
export type Finder<Thing> = (
  words: readonly string[],
  context: CommandContext,
  command: string,
) => Promise<Lookup<Thing>> | Lookup<Thing>;

/** A command whose first words name something: where that is not found, the answer says so. */
export function about<Thing>(
  find: Finder<Thing>,
  run: (it: Thing, context: CommandContext, rest: readonly string[]) => Promise<Reply> | Reply,
): Run {
  return async (words, context, name) => {
    const found = await find(words, context, name);
    return found.kind === 'reply' ? found.reply : run(found.it, context, found.rest);
  };
}

/** A fact read from outside, or the answer that says why it could not be read. */
export type Fact<Value> =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'reply'; readonly reply: Reply };

/** Goes on with a fact; where it could not be read, the answer says so. */
export async function given<Value>(
  fact: Fact<Value> | Promise<Fact<Value>>,
  goOn: (value: Value) => Promise<Reply> | Reply,
): Promise<Reply> {
  const read = await fact;
  return read.kind === 'reply' ? read.reply : goOn(read.value);
}
