import { nameOf } from '../../src/release/state/outcome.ts';
import { about, defineCommand, given } from '../../src/command-kit/command.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome, rosterOfRelease } from '../../src/command-kit/facts/facts.ts';
import { findToChange } from '../../src/command-kit/find/find-to-change.ts';
import { askThem, whoElse } from '../../src/command-kit/facts/who-else.ts';

const { approve: say } = texts.replies;

/** A no, with its reason. The Decline button asks for the reason in a form. */
export const declineCommand = defineCommand('release decline', {
  inThread: true,
  run: about(findToChange, async ({ release, rev }, context, rest) => {
    const name = nameOf(release);
    const reason = rest.join(' ').slice(0, 500);
    if (reason === '') {
      if (context.place.door !== 'button') return privately(say.needsReason(release.id));
      const form = {
        command: 'release decline',
        value: `${release.id}.${rev}`,
        ...say.form,
        intro: say.form.intro(name),
      };
      return { kind: 'form', form };
    }
    return given(rosterOfRelease(release, context), async (roster) => {
      const decision = await context.tell(
        { service: release.service, release: release.id },
        { kind: 'declined', at: context.now, by: context.caller, rev, reason, roster },
      );
      return outcome(
        await whoElse(decision, release, roster, context),
        say.declined(name, reason),
        {
          service: release.service,
          choices: [await askThem(decision, release, context)],
        },
      );
    });
  }),
});
