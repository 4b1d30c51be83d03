import { z } from 'zod';
import { defineCommand } from '../../src/slack/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { onlyMembers, outcome } from '../facts.ts';
import { findRelease } from '../find.ts';

/** Ends a release before any user was moved. Nothing is barred, so it can be started again. */
export const cancel = defineCommand({
  name: 'release cancel',
  slash: '/release',
  ...texts.help['release cancel'],
  inThread: 'cancel',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await findRelease(words, desk, 'release cancel');
    if (found.kind === 'reply') return found.reply;
    const outside = await onlyMembers(desk);
    if (outside) return outside;
    const { release } = found.it;
    const reason = found.rest.join(' ').slice(0, 300) || 'no reason given';
    const decision = await desk.tell({ service: release.service, release: release.id }, { kind: 'cancelled', at: desk.now, by: desk.caller, reason });
    const name = `${release.service} ${release.build.version}`;
    if (release.phase.kind === 'approved') return outcome(decision, `${name} does not go out by itself. It stays approved: \`/release start ${release.service}\` sends it.`, { service: release.service });
    if (release.kind === 'prerelease') return outcome(decision, `${name} has left the line. Nothing of it was started.`, { service: release.service });
    return outcome(decision, `Cancelling the release of ${name}. No users were moved; it can be started again.`, { service: release.service });
  },
});
