import { about, defineCommand, given } from '../../src/command-kit/command.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import { type Reply, privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { reachedBy } from '../../src/service/service.ts';
import { outcome } from '../../src/command-kit/facts/facts.ts';
import { findServiceOrAll } from '../../src/command-kit/find/find.ts';
import { ledBy, type Leading } from '../../src/command-kit/facts/leads.ts';

const { freeze: say } = texts.replies;

/** Ends a freeze before its time; of a product, on all its lines. */
export const unfreezeCommand = defineCommand('release unfreeze', {
  run: about(findServiceOrAll, async (named, context) => {
    const lines = await Promise.all(
      reachedBy(named, context.services).map(async (service) => ({
        service,
        line: await context.ledger.line(service.name),
      })),
    );
    const frozen = lines.filter(({ line }) => line.freeze !== null).map(({ service }) => service);
    if (frozen.length === 0) return privately(say.notFrozen(named?.name ?? null));
    return given(ledBy(frozen, say.mayEnd, context, 'freeze'), (led) => unfreezeAll(led, context));
  }),
});

async function unfreezeAll({ mine, others }: Leading, context: CommandContext): Promise<Reply> {
  const decisions = await Promise.all(
    mine.map(({ name, roster }) =>
      context.tell(
        { service: name, release: null, part: name },
        { kind: 'unfrozen', at: context.now, by: context.caller, roster },
      ),
    ),
  );
  const refused = decisions.find((decision) => decision.kind === 'refused');
  const names = mine.map(({ name }) => name);
  return refused
    ? outcome(refused, '', { service: names[0] ?? '' })
    : privately([
        say.ended(names),
        ...(others.length === 0 ? [] : [` ${say.endedNotAll(others)}`]),
      ]);
}
