import { z } from 'zod';
import { nameOf } from '../../src/release/state/outcome.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome, rosterOf } from '../../src/command-kit/facts/facts.ts';
import { findRelease } from '../../src/command-kit/find/find.ts';

const { find, rollback: say } = texts.replies;

/**
 * The page's bounded veto. It works the moment it is pressed; the reason is asked afterwards, so
 * nobody loses the race while typing.
 */
export const postponeCommand = defineCommand({
  name: 'release postpone',
  slash: '/release',
  ...texts.help['release postpone'],
  typed: false,
  inThread: 'postpone',
  args: z.array(z.string()).readonly(),
  async run(words, context) {
    const found = await findRelease(words, context, 'release postpone');
    if (found.kind === 'reply') return found.reply;
    const { release, rev } = found.it;
    const about = { service: release.service, release: release.id };
    const name = nameOf(release);
    const reason = found.rest.join(' ').slice(0, 300);
    if (reason !== '') {
      const explained = await context.tell(about, {
        kind: 'postponement-explained',
        at: context.now,
        by: context.caller,
        reason,
      });
      return outcome(explained, say.explained(name, reason), about);
    }
    const service = context.services[release.service];
    if (!service) return privately(find.goneService(release.service));
    const roster = await rosterOf(service, context, { 'on-call': service.oncall });
    if (roster.kind === 'reply') return roster.reply;
    const decision = await context.tell(about, {
      kind: 'postponed',
      at: context.now,
      by: context.caller,
      rev,
      roster: roster.value,
    });
    if (decision.kind === 'refused') return outcome(decision, '', about);
    return {
      kind: 'form',
      form: {
        command: 'release postpone',
        value: `${release.id}.${rev}`,
        ...say.postponeForm,
        intro: say.postponeForm.intro(name),
      },
    };
  },
});
