import { nameOf } from '../../src/release/state/outcome.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome } from '../../src/command-kit/facts/facts.ts';
import { findRelease } from '../../src/command-kit/find/find.ts';

const { approve: say } = texts.replies;

/**
 * A person takes back their own yes, until the release starts. Nobody outside has to be asked: it
 * is their own word.
 */
export const undoCommand = defineCommand('release undo', {
  inThread: true,
  run: about(findRelease, async ({ release }, context) => {
    const decision = await context.tell(
      { service: release.service, release: release.id },
      { kind: 'approval-undone', at: context.now, by: context.caller },
    );
    return outcome(decision, say.undone(nameOf(release)), { service: release.service });
  }),
});
