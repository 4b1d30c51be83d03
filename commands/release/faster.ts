import { about, defineCommand } from '../../src/command-kit/command.ts';
import { findToChange } from '../../src/command-kit/find/find-to-change.ts';
import { changePace } from '../../src/command-kit/say/change-pace.ts';

/** Takes a Slower back, up to the pace that was approved and no further. */
export const fasterCommand = defineCommand('release faster', {
  inThread: true,
  run: about(findToChange, ({ release }, context) => changePace('faster', release, context)),
});
