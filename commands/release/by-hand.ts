import { nameOf } from '../../src/release/state/outcome.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { onlyMembers, outcome } from '../../src/command-kit/facts/facts.ts';
import { refusedBefore } from '../../src/command-kit/facts/before-form.ts';
import { findRelease } from '../../src/command-kit/find/find.ts';

const { run: say } = texts.replies;

/** The last exit of a stuck release: a person finished it in the world and says so. */
export const byHandCommand = defineCommand('release by-hand', {
  typed: false,
  inThread: 'done',
  run: about(findRelease, async ({ release, rev }, context, rest) => {
    const reason = rest.join(' ').slice(0, 300);
    const outside = await onlyMembers(context);
    if (outside) return outside;
    const event = {
      kind: 'done-by-hand',
      at: context.now,
      by: context.caller,
      reason,
    } as const;
    const about = { service: release.service };
    if (reason === '' && context.place.door === 'button') {
      const no = await refusedBefore({ ...about, release }, event, context);
      if (no) return outcome(no, '', about);
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
    const decision = await context.tell({ ...about, release: release.id }, event);
    return outcome(decision, say.byHand(nameOf(release), release.service), about);
  }),
});
