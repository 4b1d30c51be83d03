import { nameOf } from '../../src/release/state/outcome.ts';
import { about, defineCommand, given } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { oncallIds } from '../../src/service/service.ts';
import { outcome, rosterOfRelease } from '../../src/command-kit/facts/facts.ts';
import { findRelease } from '../../src/command-kit/find/find.ts';

const { rollback: say } = texts.replies;

/**
 * The page's bounded veto. It works the moment it is pressed; the reason is asked afterwards, so
 * nobody loses the race while typing.
 */
export const postponeCommand = defineCommand('release postpone', {
  typed: false,
  inThread: true,
  run: about(findRelease, async ({ release, rev }, context, rest) => {
    const to = { service: release.service, release: release.id };
    const name = nameOf(release);
    const reason = rest.join(' ').slice(0, 300);
    if (reason !== '') {
      const explained = await context.tell(to, {
        kind: 'postponement-explained',
        at: context.now,
        by: context.caller,
        reason,
      });
      return outcome(explained, say.explained(name, reason), to);
    }
    return given(rosterOfRelease(release, context, oncallIds), async (roster) => {
      const decision = await context.tell(to, {
        kind: 'postponed',
        at: context.now,
        by: context.caller,
        rev,
        roster,
      });
      if (decision.kind === 'refused') return outcome(decision, '', to);
      return {
        kind: 'form',
        form: {
          command: 'release postpone',
          value: `${release.id}.${rev}`,
          ...say.postponeForm,
          intro: say.postponeForm.intro(name),
        },
      };
    });
  }),
});
