import { defineCommand } from '../../src/command-kit/command.ts';
import { answerStrays } from '../../src/command-kit/say/servers-left-over.ts';

/** What is protected is never terminated, so a person takes that off first. */
export const unprotectCommand = defineCommand('release unprotect', {
  typed: false,
  run: answerStrays('unprotect'),
});
