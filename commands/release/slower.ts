import { z } from 'zod';
import { defineCommand } from '../../src/slack/command.ts';
import { changePace } from '../pace.ts';

/** Halves the batches that are left. The approvals stay: slower is inside what was approved. */
export const slower = defineCommand({
  name: 'release slower',
  slash: '/release',
  usage: '<service|id>',
  summary: 'Move users in smaller batches from here on',
  examples: ['/release slower board'],
  inThread: 'slower',
  args: z.array(z.string()).readonly(),
  run: (words, desk) => changePace('slower', words, desk),
});
