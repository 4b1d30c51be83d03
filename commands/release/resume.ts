import { nameOf } from '../../src/release/state/outcome.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome } from '../../src/command-kit/facts/facts.ts';
import { findToChange } from '../../src/command-kit/find/find-to-change.ts';

const { run: say } = texts.replies;

/** Ends a hold before its time. */
export const resumeCommand = defineCommand('release resume', {
  inThread: true,
  run: about(findToChange, async ({ release }, context) => {
    const decision = await context.tell(
      { service: release.service, release: release.id },
      { kind: 'resumed', at: context.now, by: context.caller },
    );
    return outcome(decision, say.resumed(nameOf(release)), { service: release.service });
  }),
});
