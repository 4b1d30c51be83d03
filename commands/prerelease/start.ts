import { z } from 'zod';
import { defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { prereleaseCommand } from '../prerelease.ts';

/** The Start Pre-Release button of a build's card, and a word people try first. */
export const prereleaseStartCommand = defineCommand({
  name: 'prerelease start',
  slash: '/prerelease',
  ...texts.help['prerelease start'],
  typed: false,
  args: z.array(z.string()).readonly(),
  run: (words, context) => prereleaseCommand.run(words, context),
});
