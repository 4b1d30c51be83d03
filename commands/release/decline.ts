import { z } from 'zod';
import { nameOf } from '../../src/release/state/outcome.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { whisper } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome, rosterOf } from '../../src/command-kit/facts/facts.ts';
import { findToChange } from '../../src/command-kit/find/find-to-change.ts';
import { askThem, whoElse } from '../../src/command-kit/facts/who-else.ts';

const { approve: say, find } = texts.replies;

/** A no, with its reason. The Decline button asks for the reason in a form. */
export const decline = defineCommand({
  name: 'release decline',
  slash: '/release',
  ...texts.help['release decline'],
  inThread: 'decline',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await findToChange(words, desk, 'release decline');
    if (found.kind === 'reply') return found.reply;
    const { release, rev } = found.it;
    const service = desk.services[release.service];
    if (!service) return whisper(find.goneService(release.service));
    const name = nameOf(release);
    const reason = found.rest.join(' ').slice(0, 500);
    if (reason === '') {
      if (desk.place.door !== 'button') return whisper(say.needsReason(release.id));
      const form = {
        command: 'release decline',
        value: `${release.id}.${rev}`,
        ...say.form,
        intro: say.form.intro(name),
      };
      return { kind: 'form', form };
    }
    const roster = await rosterOf(service, desk);
    if (roster.kind === 'reply') return roster.reply;
    const decision = await desk.tell(
      { service: release.service, release: release.id },
      { kind: 'declined', at: desk.now, by: desk.caller, rev, reason, roster: roster.value },
    );
    return outcome(
      await whoElse(decision, release, roster.value, desk),
      say.declined(name, reason),
      { service: release.service, choices: [await askThem(decision, release, desk)] },
    );
  },
});
