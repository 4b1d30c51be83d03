import { nameOf } from '../../src/release/state/outcome.ts';
import { about, defineCommand, given } from '../../src/command-kit/command.ts';
import { privately, type Reply } from '../../src/command-kit/reply.ts';
import type { Release } from '../../src/release/state/release.ts';
import { refusedBefore } from '../../src/command-kit/facts/before-form.ts';
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
    if (reason === '' && context.place.door !== 'button')
      return privately(say.needsReason(release.id));
    return given(rosterOfRelease(release, context), async (roster) => {
      const { service } = release;
      const event = {
        kind: 'declined',
        at: context.now,
        by: context.caller,
        rev,
        reason,
        roster,
      } as const;
      const decision =
        reason === ''
          ? await refusedBefore({ service, release }, event, context)
          : await context.tell({ service, release: release.id }, event);
      if (decision === null) return askReason(release, rev);
      return outcome(
        await whoElse(decision, release, roster, context),
        say.declined(name, reason),
        { service, choices: [await askThem(decision, release, context)] },
      );
    });
  }),
});

function askReason(release: Release, rev: number): Reply {
  return {
    kind: 'form',
    form: {
      command: 'release decline',
      value: `${release.id}.${rev}`,
      ...say.form,
      intro: say.form.intro(nameOf(release)),
    },
  };
}
