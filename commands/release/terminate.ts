import { defineCommand } from '../../src/command-kit/command.ts';
import { answerStrays } from '../../src/command-kit/say/servers-left-over.ts';

/** What nobody stands for goes, where nobody is on it: a person said so, and a look saw it. */
export const terminateCommand = defineCommand('release terminate', {
  typed: false,
  run: answerStrays('terminate'),
});
