import { about, defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { onlyMembers, outcome } from '../../src/command-kit/facts/facts.ts';
import { findService } from '../../src/command-kit/find/find.ts';

const { freeze: say } = texts.replies;

/** Whoever is stopped by a freeze asks in the channel; the one who froze is called by name. */
export const askUnfreezeCommand = defineCommand('release ask-unfreeze', {
  typed: false,
  run: about(findService, async ({ name: service }, context) => {
    const outside = await onlyMembers(context);
    if (outside) return outside;
    const decision = await context.tell(
      { service, release: null },
      { kind: 'unfreeze-asked', at: context.now, by: context.caller },
    );
    return outcome(decision, say.asked(service), { service });
  }),
});
