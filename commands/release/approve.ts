import { nameOf } from '../../src/release/state/outcome.ts';
import { about, defineCommand, given } from '../../src/command-kit/command.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome, rosterOfRelease } from '../../src/command-kit/facts/facts.ts';
import { findToChange } from '../../src/command-kit/find/find-to-change.ts';
import { askThem, whoElse } from '../../src/command-kit/facts/who-else.ts';

const { approve: say } = texts.replies;

/** A team member's yes to exactly what was shown. Also the Approve Release button. */
export const approveCommand = defineCommand('release approve', {
  inThread: true,
  run: about(findToChange, ({ release, rev }, context) =>
    given(rosterOfRelease(release, context), async (roster) => {
      const asked = release.plan.approval?.authors === true;
      const authors = asked ? await context.factsBefore.authors(release) : [];
      // Nobody is taken for no author because nobody answered.
      if (authors === null) return privately(say.noAuthors(nameOf(release)));
      const decision = await context.tell(
        { service: release.service, release: release.id },
        {
          kind: 'approved',
          at: context.now,
          by: context.caller,
          rev,
          roster,
          ...(asked ? { authors } : {}),
        },
      );
      const early = decision.kind === 'moved' && decision.release?.phase.kind === 'soaking';
      return outcome(
        await whoElse(decision, release, roster, context),
        (early ? say.early : say.recorded)(nameOf(release)),
        { service: release.service, choices: [await askThem(decision, release, context)] },
      );
    }),
  ),
});
