import { z } from 'zod';
import { defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { changePace } from '../../src/command-kit/say/change-pace.ts';

/** Takes a Slower back, up to the pace that was approved and no further. */
export const fasterCommand = defineCommand({
  name: 'release faster',
  slash: '/release',
  ...texts.help['release faster'],
  inThread: 'faster',
  args: z.array(z.string()).readonly(),
  run: (words, context) => changePace('faster', words, context),
});
