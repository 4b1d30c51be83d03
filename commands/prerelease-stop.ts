import { z } from 'zod';
import { button, defineCommand, whisper } from '../src/slack/command.ts';
import { texts } from '../src/texts/texts.ts';
import { onlyMembers, outcome } from './facts.ts';
import { findRelease } from './find.ts';

/** Ends one pre-release and brings its users back. Typed words ask once; the button goes. */
export const prereleaseStop = defineCommand({
  name: 'prerelease stop',
  slash: '/prerelease',
  ...texts.help['prerelease stop'],
  inThread: 'stop',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await findRelease(words, desk, 'prerelease stop');
    if (found.kind === 'reply') return found.reply;
    const { release, rev } = found.it;
    const name = `${release.service} ${release.build.version}`;
    const reason = found.rest.join(' ').slice(0, 300) || 'no reason given';
    if (desk.place.door !== 'button') {
      const users = release.seen?.mine.users;
      const effect = users == null ? 'Its users go' : `${users} users go`;
      return whisper(`This stops the pre-release of ${name}. ${effect} back to ${release.target?.version ?? 'what is live'}. Reason: ${reason}.`, button('Stop Pre-Release', 'prerelease stop', `${release.id}.${rev} ${reason}`, 'danger'), { kind: 'dismiss', label: 'Keep Going' });
    }
    const outside = await onlyMembers(desk);
    if (outside) return outside;
    const decision = await desk.tell({ service: release.service, release: release.id }, { kind: 'stopped', at: desk.now, by: desk.caller, reason });
    return outcome(decision, `Stopping ${name}. Its users go back now.`, { service: release.service });
  },
});
