import { z } from 'zod';
import { defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { changePace } from '../../src/command-kit/say/change-pace.ts';

/** Halves the batches that are left. The approvals stay: slower is inside what was approved. */
export const slowerCommand = defineCommand({
  name: 'release slower',
  slash: '/release',
  ...texts.help['release slower'],
  inThread: 'slower',
  args: z.array(z.string()).readonly(),
  run: (words, context) => changePace('slower', words, context),
});
