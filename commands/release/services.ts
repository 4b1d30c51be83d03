import { z } from 'zod';
import type { Desk, Service } from '../../src/command-kit/context.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { whisper } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';

const { see } = texts.replies;

/** Every service Davy knows, each with what is live and whose word it needs. */
export const services = defineCommand({
  name: 'release services',
  slash: '/release',
  ...texts.help['release services'],
  args: z.array(z.string()).readonly(),
  async run(_, desk) {
    const lines = await Promise.all(
      Object.values(desk.services).map((service) => describe(service, desk)),
    );
    return whisper(lines.join('\n'));
  },
});

async function describe({ name, teams, channel }: Service, desk: Desk): Promise<string> {
  const { live } = await desk.ledger.line(name);
  return see.services(
    name,
    live?.version ?? null,
    Object.keys(teams),
    channel === desk.place.channel,
  );
}
