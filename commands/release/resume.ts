import { z } from 'zod';
import { nameOf } from '../../src/release/state/outcome.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome } from '../../src/command-kit/facts/facts.ts';
import { findToChange } from '../../src/command-kit/find/find-to-change.ts';

const { run: say } = texts.replies;

/** Ends a hold before its time. */
export const resume = defineCommand({
  name: 'release resume',
  slash: '/release',
  ...texts.help['release resume'],
  inThread: 'resume',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await findToChange(words, desk, 'release resume');
    if (found.kind === 'reply') return found.reply;
    const { release } = found.it;
    const decision = await desk.tell(
      { service: release.service, release: release.id },
      { kind: 'resumed', at: desk.now, by: desk.caller },
    );
    return outcome(decision, say.resumed(nameOf(release)), { service: release.service });
  },
});
