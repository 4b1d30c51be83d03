import { z } from 'zod';
import { nameOf } from '../../src/release/state/outcome.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome, rosterOf } from '../../src/command-kit/facts/facts.ts';
import { findToChange } from '../../src/command-kit/find/find-to-change.ts';

const { find, run: say } = texts.replies;

/** Takes over a release whose owner is gone, or whose shift is over. */
export const ownCommand = defineCommand({
  name: 'release own',
  slash: '/release',
  ...texts.help['release own'],
  inThread: 'own',
  args: z.array(z.string()).readonly(),
  async run(words, context) {
    const found = await findToChange(words, context, 'release own');
    if (found.kind === 'reply') return found.reply;
    const { release } = found.it;
    const service = context.services[release.service];
    if (!service) return privately(find.goneService(release.service));
    const roster = await rosterOf(service, context, { 'on-call': service.oncall });
    if (roster.kind === 'reply') return roster.reply;
    const decision = await context.tell(
      { service: service.name, release: release.id },
      { kind: 'owned', at: context.now, by: context.caller, roster: roster.value },
    );
    const lost = release.approvals.some(({ by }) => by.id === context.caller.id);
    return outcome(decision, say.owned(nameOf(release), lost), { service: service.name });
  },
});
