import { about, defineCommand } from '../../src/command-kit/command.ts';
import { refusedBefore } from '../../src/command-kit/facts/before-form.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import { privately, type Reply, replyButton } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { onlyMembers, outcome } from '../../src/command-kit/facts/facts.ts';
import { findServiceHere } from '../../src/command-kit/find/find.ts';
import { becauseWords } from '../../src/texts/because-words.ts';

const { freeze: say } = texts.replies;

/** After a rollback the line starts nothing until a person says why it may again. */
export const unlockCommand = defineCommand('release unlock', {
  inThread: true,
  run: about(findServiceHere, async ({ name: service }, context, rest) => {
    const { lock } = await context.ledger.line(service);
    if (!lock) return privately(say.notLocked(service));
    const reason = rest.join(' ').slice(0, 300);
    const outside = await onlyMembers(context);
    if (outside) return outside;
    const event = { kind: 'unlocked', at: context.now, by: context.caller, reason } as const;
    if (reason === '') {
      const no = await refusedBefore({ service, release: null }, event, context);
      return no
        ? outcome(no, '', { service })
        : askWhy(service, becauseWords(lock.reason), context);
    }
    const decision = await context.tell({ service, release: null }, event);
    return outcome(decision, say.unlocked(service, reason), { service });
  }),
});

/** Asked once, and where a form cannot open by the button that opens it. */
function askWhy(service: string, locked: string, { place }: CommandContext): Reply {
  if (place.door === 'mention')
    return privately(
      say.unlockNeedsReason(service, locked),
      replyButton(texts.act.unlock(service).label, 'release unlock', service),
    );
  return {
    kind: 'form',
    form: {
      command: 'release unlock',
      value: service,
      ...say.unlockForm,
      title: say.unlockForm.title(service),
      intro: say.unlockForm.intro(service, locked),
    },
  };
}
