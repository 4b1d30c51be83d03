import { z } from 'zod';
import { defineCommand, whisper } from '../../src/slack/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { onlyMembers, outcome } from '../facts.ts';
import { findRelease } from '../find.ts';

/** The last exit of a stuck release: a person finished it in the world and says so. */
export const byHand = defineCommand({
  name: 'release by-hand',
  slash: '/release',
  ...texts.help['release by-hand'],
  typed: false,
  inThread: 'done',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await findRelease(words, desk, 'release by-hand');
    if (found.kind === 'reply') return found.reply;
    const { release, rev } = found.it;
    const reason = found.rest.join(' ').slice(0, 300);
    if (reason === '' && desk.place.door === 'button') {
      return { kind: 'form', form: { command: 'release by-hand', value: `${release.id}.${rev}`, title: 'Finished by hand', intro: `Davy lets ${release.service} ${release.build.version} go. The service stays locked until somebody has checked what is live.`, label: 'What did you do?', hint: 'Moved the last server myself', submit: 'Done by Hand', cancel: 'Cancel' } };
    }
    if (reason === '') return whisper(`Say what was done: \`/release by-hand ${release.id} <reason>\`. Nothing changed.`);
    const outside = await onlyMembers(desk);
    if (outside) return outside;
    const decision = await desk.tell({ service: release.service, release: release.id }, { kind: 'done-by-hand', at: desk.now, by: desk.caller, reason });
    return outcome(decision, `${release.service} ${release.build.version} is recorded as finished by hand. ${release.service} is locked: check what is live, then unlock.`, { service: release.service });
  },
});
