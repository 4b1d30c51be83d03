import { z } from 'zod';
import { button, defineCommand, whisper } from '../../src/slack/command.ts';
import { unquoted } from '../../src/slack/words.ts';
import { texts } from '../../src/texts/texts.ts';
import { onlyMembers, outcome } from '../facts.ts';
import { findService } from '../find.ts';

/** Tells Davy once what is live, so that there is a way back. Asks once, because a wrong answer makes a wrong rollback. */
export const live = defineCommand({
  name: 'release live',
  slash: '/release',
  ...texts.help['release live'],
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = findService(words, desk, 'release live');
    if (found.kind === 'reply') return found.reply;
    const service = found.it.name;
    const line = await desk.ledger.line(service);
    const said = found.rest[0];
    if (said === undefined) return whisper(line.live ? `${service} ${line.live.version} is live.` : `Davy does not know what is live. Say it once: \`/release live ${service} <version>\``);
    const build = await desk.ledger.build(service, unquoted(said));
    if (!build) return whisper(`${service} has no build ${said.slice(0, 40)}. Register it first (POST /builds). Nothing changed.`);
    if (line.live?.version === build.version) return whisper(`${service} ${build.version} is live already. Nothing changed.`);
    if (desk.place.door !== 'button') {
      const now = line.live ? ` Davy believes ${line.live.version} is live now.` : '';
      return whisper(`This records ${service} ${build.version} as live; no server changes.${now} Later rollbacks go there.`, button('Record as Live', 'release live', `${service} ${build.version}`, 'primary'), { kind: 'dismiss', label: 'Cancel' });
    }
    const outside = await onlyMembers(desk);
    if (outside) return outside;
    const decision = await desk.tell({ service, release: null }, { kind: 'adopted', at: desk.now, by: desk.caller, build });
    return outcome(decision, `${service} ${build.version} is recorded as live.`, { service });
  },
});
