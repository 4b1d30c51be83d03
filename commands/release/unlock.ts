import { about, defineCommand } from '../../src/command-kit/command.ts';
import { privately } from '../../src/command-kit/reply.ts';
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
    if (reason === '' && context.place.door === 'button') {
      return {
        kind: 'form',
        form: {
          command: 'release unlock',
          value: service,
          ...say.unlockForm,
          title: say.unlockForm.title(service),
          intro: say.unlockForm.intro(becauseWords(lock.reason)),
        },
      };
    }
    if (reason === '') return privately(say.unlockNeedsReason(service, becauseWords(lock.reason)));
    const outside = await onlyMembers(context);
    if (outside) return outside;
    const decision = await context.tell(
      { service, release: null },
      { kind: 'unlocked', at: context.now, by: context.caller, reason },
    );
    return outcome(decision, say.unlocked(service, reason), { service });
  }),
});
