import { z } from 'zod';
import { defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { onlyMembers, outcome } from '../../src/command-kit/facts/facts.ts';
import { findService } from '../../src/command-kit/find/find.ts';

const { freeze: say } = texts.replies;

/** Whoever is stopped by a freeze asks in the channel; the one who froze is called by name. */
export const askUnfreezeCommand = defineCommand({
  name: 'release ask-unfreeze',
  slash: '/release',
  ...texts.help['release ask-unfreeze'],
  typed: false,
  args: z.array(z.string()).readonly(),
  async run(words, context) {
    const found = findService(words, context, 'release ask-unfreeze');
    if (found.kind === 'reply') return found.reply;
    const outside = await onlyMembers(context);
    if (outside) return outside;
    const decision = await context.tell(
      { service: found.it.name, release: null },
      { kind: 'unfreeze-asked', at: context.now, by: context.caller },
    );
    return outcome(decision, say.asked(found.it.name), { service: found.it.name });
  },
});
