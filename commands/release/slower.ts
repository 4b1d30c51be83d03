import { about, defineCommand } from '../../src/command-kit/command.ts';
import { findToChange } from '../../src/command-kit/find/find-to-change.ts';
import { changePace } from '../../src/command-kit/say/change-pace.ts';

/** Halves the batches that are left. The approvals stay: slower is inside what was approved. */
export const slowerCommand = defineCommand('release slower', {
  inThread: true,
  run: about(findToChange, ({ release }, context) => changePace('slower', release, context)),
});
