import { z } from 'zod';
import { type Desk, defineCommand, type Part, type Service, whisper } from '../../src/slack/command.ts';
import { texts } from '../../src/texts/texts.ts';

/** Every service Davy knows, each with what is live and whose word it needs. */
export const services = defineCommand({
  name: 'release services',
  slash: '/release',
  ...texts.help['release services'],
  args: z.array(z.string()).readonly(),
  async run(_, desk) {
    const lines = await Promise.all(Object.values(desk.services).map((service) => describe(service, desk)));
    return whisper(lines.flatMap((line, i): readonly Part[] => (i === 0 ? [line] : ['\n', line])));
  },
});

async function describe({ name, teams, channel }: Service, desk: Desk): Promise<string> {
  const { live } = await desk.ledger.line(name);
  const here = channel === desk.place.channel ? ' This is its channel.' : '';
  return `\`${name}\`: ${live ? `${live.version} is live` : 'nobody said what is live'}. Teams: ${Object.keys(teams).join(', ')}.${here}`;
}
