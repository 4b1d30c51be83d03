import { z } from 'zod';
import { nameOf } from '../../src/release/state/outcome.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { findRelease } from '../../src/command-kit/find/find.ts';
import { openThreadOf } from '../../src/command-kit/say/say.ts';

const { run: say } = texts.replies;

/** Draws a thread again, also what somebody deleted there: nothing is only in Slack. */
export const refreshCommand = defineCommand({
  name: 'release refresh',
  slash: '/release',
  ...texts.help['release refresh'],
  inThread: 'refresh',
  args: z.array(z.string()).readonly(),
  async run(words, context) {
    const found = await findRelease(words, context, 'release refresh');
    if (found.kind === 'reply') return found.reply;
    const { release } = found.it;
    await context.redraw(release);
    return privately(say.drawn(nameOf(release)), await openThreadOf(release, context));
  },
});
