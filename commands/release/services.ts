import { defineCommand } from '../../src/command-kit/command.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import type { Service } from '../../src/service/service.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';

const { see } = texts.replies;

/** Every service Davy knows, each with what is live and whose word it needs. */
export const servicesCommand = defineCommand('release services', {
  async run(_, context) {
    const lines = await Promise.all(
      Object.values(context.services).map((service) => describe(service, context)),
    );
    return privately(lines.join('\n'));
  },
});

async function describe(
  { name, teams, channel }: Service,
  context: CommandContext,
): Promise<string> {
  const { live } = await context.ledger.line(name);
  return see.services(
    name,
    live?.version ?? null,
    teams.map((team) => team.name),
    channel === context.place.channel,
  );
}
