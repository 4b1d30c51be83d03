import { z } from 'zod';
import { defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';

/** The Dismiss button of the first visit: the greeting never comes again. */
export const greetedCommand = defineCommand({
  name: 'release greeted',
  slash: '/release',
  ...texts.help['release greeted'],
  typed: false,
  args: z.array(z.string()).readonly(),
  async run(_, context) {
    await context.changeReader((reader) => ({ ...reader, greeted: true }));
    return { kind: 'silent' };
  },
});
