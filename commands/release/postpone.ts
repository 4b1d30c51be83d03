import { z } from 'zod';
import { defineCommand, whisper } from '../../src/slack/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome, rosterOf } from '../facts.ts';
import { findRelease } from '../find.ts';

/** The page's bounded veto. It works the moment it is pressed; the reason is asked afterwards, so nobody loses the race while typing. */
export const postpone = defineCommand({
  name: 'release postpone',
  slash: '/release',
  ...texts.help['release postpone'],
  typed: false,
  inThread: 'postpone',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await findRelease(words, desk, 'release postpone');
    if (found.kind === 'reply') return found.reply;
    const { release, rev } = found.it;
    const about = { service: release.service, release: release.id };
    const name = `${release.service} ${release.build.version}`;
    const reason = found.rest.join(' ').slice(0, 300);
    if (reason !== '') {
      const explained = await desk.tell(about, { kind: 'postponement-explained', at: desk.now, by: desk.caller, reason });
      return outcome(explained, `Thanks. The thread says why the rollback of ${name} waits: ${reason}.`, about);
    }
    const service = desk.services[release.service];
    if (!service) return whisper(`There is no service ${release.service} any more. Nothing changed.`);
    const roster = await rosterOf(service, desk, { 'on-call': service.oncall });
    if (roster.kind === 'reply') return roster.reply;
    const decision = await desk.tell(about, { kind: 'postponed', at: desk.now, by: desk.caller, rev, roster: roster.value });
    if (decision.kind === 'refused') return outcome(decision, '', about);
    return { kind: 'form', form: { command: 'release postpone', value: `${release.id}.${rev}`, title: 'Rollback postponed', intro: `The rollback of ${name} waits. You own this: it ends by itself, and at once if things get worse.`, label: 'Why wait?', hint: 'What you are checking', submit: 'Save Reason', cancel: 'Skip for Now' } };
  },
});
