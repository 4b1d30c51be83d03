import { z } from 'zod';
import { nameOf } from '../../src/release/state/outcome.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome, rosterOf } from '../../src/command-kit/facts/facts.ts';
import { findToChange } from '../../src/command-kit/find/find-to-change.ts';
import { askThem, whoElse } from '../../src/command-kit/facts/who-else.ts';

const { approve: say, find } = texts.replies;

/** A team member's yes to exactly what was shown. Also the Approve Release button. */
export const approveCommand = defineCommand({
  name: 'release approve',
  slash: '/release',
  ...texts.help['release approve'],
  inThread: 'approve',
  args: z.array(z.string()).readonly(),
  async run(words, context) {
    const found = await findToChange(words, context, 'release approve');
    if (found.kind === 'reply') return found.reply;
    const { release, rev } = found.it;
    const service = context.services[release.service];
    if (!service) return privately(find.goneService(release.service));
    const roster = await rosterOf(service, context);
    if (roster.kind === 'reply') return roster.reply;
    const decision = await context.tell(
      { service: release.service, release: release.id },
      { kind: 'approved', at: context.now, by: context.caller, rev, roster: roster.value },
    );
    const early = decision.kind === 'moved' && decision.release?.phase.kind === 'soaking';
    return outcome(
      await whoElse(decision, release, roster.value, context),
      (early ? say.early : say.recorded)(nameOf(release)),
      { service: release.service, choices: [await askThem(decision, release, context)] },
    );
  },
});
