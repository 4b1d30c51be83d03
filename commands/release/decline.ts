import { z } from 'zod';
import { nameOf } from '../../src/release/state/outcome.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome, rosterOf } from '../../src/command-kit/facts/facts.ts';
import { findToChange } from '../../src/command-kit/find/find-to-change.ts';
import { askThem, whoElse } from '../../src/command-kit/facts/who-else.ts';

const { approve: say, find } = texts.replies;

/** A no, with its reason. The Decline button asks for the reason in a form. */
export const declineCommand = defineCommand({
  name: 'release decline',
  slash: '/release',
  ...texts.help['release decline'],
  inThread: 'decline',
  args: z.array(z.string()).readonly(),
  async run(words, context) {
    const found = await findToChange(words, context, 'release decline');
    if (found.kind === 'reply') return found.reply;
    const { release, rev } = found.it;
    const service = context.services[release.service];
    if (!service) return privately(find.goneService(release.service));
    const name = nameOf(release);
    const reason = found.rest.join(' ').slice(0, 500);
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
    const roster = await rosterOf(service, context);
    if (roster.kind === 'reply') return roster.reply;
    const decision = await context.tell(
      { service: release.service, release: release.id },
      { kind: 'declined', at: context.now, by: context.caller, rev, reason, roster: roster.value },
    );
    return outcome(
      await whoElse(decision, release, roster.value, context),
      say.declined(name, reason),
      { service: release.service, choices: [await askThem(decision, release, context)] },
    );
  },
});
