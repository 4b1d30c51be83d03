import { z } from 'zod';
import { defineCommand, whisper } from '../../src/slack/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome, rosterOf } from '../facts.ts';
import { findRelease } from '../find.ts';
import { askThem, whoElse } from '../who-else.ts';

/** A no, with its reason. The Decline button asks for the reason in a form. */
export const decline = defineCommand({
  name: 'release decline',
  slash: '/release',
  ...texts.help['release decline'],
  inThread: 'decline',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await findRelease(words, desk, 'release decline');
    if (found.kind === 'reply') return found.reply;
    const { release, rev } = found.it;
    const service = desk.services[release.service];
    if (!service) return whisper(`There is no service ${release.service} any more. Nothing changed.`);
    const name = `${release.service} ${release.build.version}`;
    const reason = found.rest.join(' ').slice(0, 500);
    if (reason === '') {
      if (desk.place.door !== 'button') return whisper(`A no needs its reason: \`/release decline ${release.id} <reason>\`. Nothing changed.`);
      const form = { command: 'release decline', value: `${release.id}.${rev}`, title: 'Decline release', intro: `${name} does not go out. Everyone in the thread sees your reason.`, label: 'Why not?', hint: 'One sentence is enough', submit: 'Decline', cancel: 'Cancel' };
      return { kind: 'form', form };
    }
    const roster = await rosterOf(service, desk);
    if (roster.kind === 'reply') return roster.reply;
    const decision = await desk.tell({ service: release.service, release: release.id }, { kind: 'declined', at: desk.now, by: desk.caller, rev, reason, roster: roster.value });
    return outcome(await whoElse(decision, release, roster.value, desk), `You declined ${name}: ${reason}.`, { service: release.service, choices: [await askThem(decision, release, desk)] });
  },
});
