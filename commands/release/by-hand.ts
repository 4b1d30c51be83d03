import { nameOf } from '../../src/release/state/outcome.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { onlyMembers, outcome } from '../../src/command-kit/facts/facts.ts';
import { findRelease } from '../../src/command-kit/find/find.ts';

const { run: say } = texts.replies;

/** The last exit of a stuck release: a person finished it in the world and says so. */
export const byHandCommand = defineCommand('release by-hand', {
  typed: false,
  inThread: 'done',
  run: about(findRelease, async ({ release, rev }, context, rest) => {
    const reason = rest.join(' ').slice(0, 300);
    if (reason === '' && context.place.door === 'button') {
      return {
        kind: 'form',
        form: {
          command: 'release by-hand',
          value: `${release.id}.${rev}`,
          ...say.byHandForm,
          intro: say.byHandForm.intro(nameOf(release)),
        },
      };
    }
    if (reason === '') return privately(say.byHandNeedsReason(release.id));
    const outside = await onlyMembers(context);
    if (outside) return outside;
    const decision = await context.tell(
      { service: release.service, release: release.id },
      { kind: 'done-by-hand', at: context.now, by: context.caller, reason },
    );
    return outcome(decision, say.byHand(nameOf(release), release.service), {
      service: release.service,
    });
  }),
});
