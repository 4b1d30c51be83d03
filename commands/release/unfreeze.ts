import { z } from 'zod';
import { defineCommand } from '../../src/command-kit/command.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome } from '../../src/command-kit/facts/facts.ts';
import { findService } from '../../src/command-kit/find/find.ts';
import { ledBy } from '../../src/command-kit/facts/leads.ts';

const { freeze: say } = texts.replies;

/** Ends a freeze before its time. */
export const unfreezeCommand = defineCommand({
  name: 'release unfreeze',
  slash: '/release',
  ...texts.help['release unfreeze'],
  args: z.array(z.string()).readonly(),
  async run(words, context) {
    const all = words[0]?.toLowerCase() === 'all';
    const found = all ? null : findService(words, context, 'release unfreeze');
    if (found?.kind === 'reply') return found.reply;
    const lines = await Promise.all(
      (found ? [found.it] : Object.values(context.services)).map(async (service) => ({
        service,
        line: await context.ledger.line(service.name),
      })),
    );
    const frozen = lines.filter(({ line }) => line.freeze !== null).map(({ service }) => service);
    if (frozen.length === 0) return privately(say.notFrozen(found?.it.name ?? null));
    const led = await ledBy(frozen, say.mayEnd, context);
    if ('reply' in led) return led.reply;
    const decisions = await Promise.all(
      led.mine.map(({ name, roster }) =>
        context.tell(
          { service: name, release: null, part: name },
          { kind: 'unfrozen', at: context.now, by: context.caller, roster },
        ),
      ),
    );
    const refused = decisions.find((decision) => decision.kind === 'refused');
    const names = led.mine.map(({ name }) => name);
    return refused
      ? outcome(refused, '', { service: names[0] ?? '' })
      : privately([
          say.ended(names),
          ...(led.others.length === 0 ? [] : [` ${say.endedNotAll(led.others)}`]),
        ]);
  },
});
