import { z } from 'zod';
import { defineCommand } from '../../src/slack/command.ts';

/** The Dismiss button of the first visit: the greeting never comes again. */
export const greeted = defineCommand({
  name: 'release greeted',
  slash: '/release',
  usage: '',
  summary: 'Take the greeting off the Home tab',
  examples: ['/release greeted'],
  typed: false,
  args: z.array(z.string()).readonly(),
  async run(_, desk) {
    await desk.changeReader((reader) => ({ ...reader, greeted: true }));
    return { kind: 'silent' };
  },
});
