import { defineCommand } from '../../src/command-kit/command.ts';
import { answerStrays } from '../../src/command-kit/say/servers-left-over.ts';

/** Somebody has them on purpose: nobody is asked about them again. */
export const adoptCommand = defineCommand('release adopt', {
  typed: false,
  run: answerStrays('adopt'),
});
