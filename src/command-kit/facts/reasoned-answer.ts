import { nameOf } from '../../release/state/outcome.ts';
import type { Release } from '../../release/state/release.ts';
import type { texts } from '../../texts/texts.ts';
import { about, given } from '../command.ts';
import { findToChange } from '../find/find-to-change.ts';
import { privately } from '../reply.ts';
import { refusedBefore } from './before-form.ts';
import { outcome, rosterOfRelease } from './facts.ts';
import { askThem, whoElse } from './who-else.ts';

type Form = (typeof texts)['replies']['approve']['form'];

/** How one answer is worded: what is missing, the form that asks for it, and that it is given. */
type Words = {
  readonly needsReason: (id: string) => string;
  readonly form: Form;
  readonly given: (name: string, reason: string) => string;
};

/**
 * A team member's answer to the question about a release that takes a reason. A button asks for it
 * in a form, after everything else that speaks against it.
 */
export function answerWithReason(command: string, kind: 'declined' | 'proof-waived', say: Words) {
  return about(findToChange, async ({ release, rev }, context, rest) => {
    const name = nameOf(release);
    const reason = rest.join(' ').slice(0, 500);
    if (reason === '' && context.place.door !== 'button')
      return privately(say.needsReason(release.id));
    return given(rosterOfRelease(release, context), async (roster) => {
      const { service } = release;
      const event = { kind, at: context.now, by: context.caller, rev, reason, roster } as const;
      const decision =
        reason === ''
          ? await refusedBefore({ service, release }, event, context)
          : await context.tell({ service, release: release.id }, event);
      if (decision === null) return askReason(command, say.form, release, rev);
      return outcome(await whoElse(decision, release, roster, context), say.given(name, reason), {
        service,
        choices: [await askThem(decision, release, context)],
      });
    });
  });
}

function askReason(command: string, form: Form, release: Release, rev: number) {
  const intro = form.intro(nameOf(release));
  const value = `${release.id}.${rev}`;
  return { kind: 'form', form: { command, value, ...form, intro } } as const;
}
