import type { z } from 'zod';
import { texts } from '../texts/texts.ts';
import type { CommandContext, Service } from './context.ts';
import { type Reply, privately } from './reply.ts';

/**
 * One thing people can say: typed, pressed, sent by a form or said in a thread. It knows no Slack.
 */
export type Command = {
  readonly name: string;
  readonly slash: '/prerelease' | '/release' | '/rollback';
  readonly usage: string;
  readonly summary: string;
  readonly examples: readonly string[];
  /** Button-only words are left out of help: nobody has to type them. */
  readonly typed: boolean;
  /** Words a person may use in a release's thread, if any; the release is taken from the thread. */
  readonly inThread: string | null;
  readonly run: (words: readonly string[], context: CommandContext) => Promise<Reply>;
  /** What is wrong with a form, by field, told while it is still open; nothing outside is asked. */
  readonly check: Check;
};

type Check = (
  words: readonly string[],
  services: Readonly<Record<string, Service>>,
) => Readonly<Record<string, string>> | null;

/** Reads the words once, at this door; inside, a command trusts what it was given. */
export function defineCommand<Args>(
  command: Omit<Command, 'run' | 'typed' | 'inThread' | 'check'> & {
    readonly typed?: boolean;
    readonly inThread?: string;
    readonly check?: Check;
    readonly args: z.ZodType<Args, readonly string[]>;
    readonly run: (args: Args, context: CommandContext) => Promise<Reply>;
  },
): Command {
  const { args, run, typed = true, inThread = null, check = () => null, ...rest } = command;
  return {
    ...rest,
    typed,
    inThread,
    check,
    async run(words, context) {
      const parsed = args.safeParse(words);
      if (parsed.success) return run(parsed.data, context);
      return privately(texts.replies.door.order(command.name, command.usage, command.examples[0]));
    },
  };
}
