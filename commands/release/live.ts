import { z } from 'zod';
import { button, defineCommand, whisper } from '../../src/slack/command.ts';
import { unquoted } from '../../src/slack/words.ts';
import { texts } from '../../src/texts/texts.ts';
import { onlyMembers, outcome } from '../facts.ts';
import { findService } from '../find.ts';

const { choice, find, see: { live: say } } = texts.replies;

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
    if (said === undefined) return whisper(line.live ? say.is(`${service} ${line.live.version}`) : say.unknown(service));
    const build = await desk.ledger.build(service, unquoted(said));
    if (!build) return whisper(say.noBuild(find.noBuild(service, said)));
    if (line.live?.version === build.version) return whisper(say.isAlready(`${service} ${build.version}`));
    if (desk.place.door !== 'button') {
      return whisper(say.asks(`${service} ${build.version}`, line.live?.version ?? null), button(choice.recordAsLive, 'release live', `${service} ${build.version}`, 'primary'), { kind: 'dismiss', label: choice.cancel });
    }
    const outside = await onlyMembers(desk);
    if (outside) return outside;
    const decision = await desk.tell({ service, release: null }, { kind: 'adopted', at: desk.now, by: desk.caller, build });
    return outcome(decision, say.recorded(`${service} ${build.version}`), { service });
  },
});
