import { teamsMissing } from '../../src/release/approval/ask-approvers.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome } from '../../src/command-kit/facts/facts.ts';
import { findToChange } from '../../src/command-kit/find/find-to-change.ts';
import { openThread } from '../../src/command-kit/say/say.ts';

/**
 * Calls those whose approval is missing, in the thread. Also the Ask Them button under an answer
 * that does not count.
 */
export const askCommand = defineCommand('release ask', {
  inThread: true,
  run: about(findToChange, async ({ release }, context) => {
    const { service, build } = release;
    const teams = teamsMissing(await context.ledger.line(service), release, context.now);
    const decision = await context.tell(
      { service, release: release.id },
      { kind: 'approval-asked', at: context.now, by: context.caller },
    );
    return outcome(decision, texts.ask.asked(teams, `${service} ${build.version}`), {
      service,
      choices: [await openThread(build, context)],
    });
  }),
});
