import { z } from 'zod';
import { nameOf } from '../../src/release/state/outcome.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { outcome } from '../../src/command-kit/facts/facts.ts';
import { findToChange } from '../../src/command-kit/find/find-to-change.ts';

const { run: say } = texts.replies;

/** One exit of a stuck release: the failed step is tried again. */
export const retry = defineCommand({
  name: 'release retry',
  slash: '/release',
  ...texts.help['release retry'],
  typed: false,
  inThread: 'retry',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await findToChange(words, desk, 'release retry');
    if (found.kind === 'reply') return found.reply;
    const { release } = found.it;
    const decision = await desk.tell(
      { service: release.service, release: release.id },
      { kind: 'retried', at: desk.now, by: desk.caller },
    );
    return outcome(decision, say.retried(nameOf(release)), { service: release.service });
  },
});
