import { z } from 'zod';
import { nameOf } from '../../src/release/state/outcome.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome } from '../../src/command-kit/facts/facts.ts';
import { findToChange } from '../../src/command-kit/find/find-to-change.ts';

const { run: say } = texts.replies;

/** Answers a page: whoever was called says that they are on it, so that nobody else is called. */
export const answer = defineCommand({
  name: 'release answer',
  slash: '/release',
  ...texts.help['release answer'],
  inThread: 'answer',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await findToChange(words, desk, 'release answer');
    if (found.kind === 'reply') return found.reply;
    const { release } = found.it;
    const decision = await desk.tell(
      { service: release.service, release: release.id },
      { kind: 'answered', at: desk.now, by: desk.caller },
    );
    return outcome(decision, say.answered(nameOf(release)), { service: release.service });
  },
});
