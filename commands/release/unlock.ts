import { z } from 'zod';
import { defineCommand, whisper } from '../../src/slack/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { onlyMembers, outcome } from '../facts.ts';
import { findServiceHere } from '../find.ts';

/** After a rollback the line starts nothing until a person says why it may again. */
export const unlock = defineCommand({
  name: 'release unlock',
  slash: '/release',
  ...texts.help['release unlock'],
  inThread: 'unlock',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await findServiceHere(words, desk, 'release unlock');
    if (found.kind === 'reply') return found.reply;
    const service = found.it.name;
    const { lock } = await desk.ledger.line(service);
    if (!lock) return whisper(`${service} is not locked. Nothing changed.`);
    const reason = found.rest.join(' ').slice(0, 300);
    if (reason === '' && desk.place.door === 'button') {
      return { kind: 'form', form: { command: 'release unlock', value: service, title: `Unlock ${service}`.slice(0, 24), intro: `Locked: ${lock.reason}. Unlocking lets new pre-releases start.`, label: 'Why may it go on?', hint: 'Fixed in 1.42.1', submit: 'Unlock', cancel: 'Cancel' } };
    }
    if (reason === '') return whisper(`Unlocking needs a reason: \`/release unlock ${service} the cause is fixed\`. Locked: ${lock.reason}. Nothing changed.`);
    const outside = await onlyMembers(desk);
    if (outside) return outside;
    const decision = await desk.tell({ service, release: null }, { kind: 'unlocked', at: desk.now, by: desk.caller, reason });
    return outcome(decision, `${service} is unlocked: ${reason}.`, { service });
  },
});
