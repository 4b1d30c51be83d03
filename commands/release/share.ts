import { replyButton, type Choice, privately } from '../../src/command-kit/reply.ts';
import { type Command, defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';

const {
  choice,
  see: { share: say },
} = texts.replies;

/**
 * Shows everybody in the channel what only one person asked to see. Only answers that change
 * nothing can be shared.
 */
export function share(readable: readonly Command[]): Command {
  return defineCommand('release share', {
    typed: false,
    async run([verb = '', ...words], context) {
      const command = readable.find(({ name }) => name === `release ${verb}`);
      if (!command) return privately(say.only(readable.map(({ name }) => `\`/${name}\``)));
      const reply = await command.run(words, context);
      if (reply.kind !== 'whisper') return reply;
      return {
        ...reply,
        parts: [
          `${say.by(context.caller.name, `/release ${[verb, ...words].join(' ')}`)}\n`,
          ...reply.parts,
        ],
        seenBy: 'everyone',
      };
    },
  });
}

/** The button under an answer that may be shared. */
export function shareButton(what: string): Choice {
  return replyButton(choice.share, 'release share', what);
}
