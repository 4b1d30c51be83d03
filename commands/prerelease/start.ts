import { defineCommand } from '../../src/command-kit/command.ts';
import { prereleaseCommand } from '../prerelease.ts';

/** The Start Pre-Release button of a build's card, and a word people try first. */
export const prereleaseStartCommand = defineCommand('prerelease start', {
  typed: false,
  run: prereleaseCommand.run,
});
