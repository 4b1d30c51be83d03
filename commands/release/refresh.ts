import { nameOf } from '../../src/release/state/outcome.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { findRelease } from '../../src/command-kit/find/find.ts';
import { openThreadOf } from '../../src/command-kit/say/say.ts';

const { run: say } = texts.replies;

/** Draws a thread again, also what somebody deleted there: nothing is only in Slack. */
export const refreshCommand = defineCommand('release refresh', {
  inThread: true,
  run: about(findRelease, async ({ release }, context) => {
    await context.redraw(release);
    return privately(say.drawn(nameOf(release)), await openThreadOf(release, context));
  }),
});
