import { z } from 'zod';
import { defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { findRelease } from '../../src/command-kit/find/find.ts';
import { rollbackCommand } from '../rollback.ts';
import { rollBackRelease } from '../../src/command-kit/rollback/order-rollback.ts';

const { rollback: say } = texts.replies;

/**
 * The Roll Back buttons: one release, at once. Typed words go through /rollback, which asks once.
 */
export const releaseRollbackCommand = defineCommand({
  name: 'release rollback',
  slash: '/release',
  ...texts.help['release rollback'],
  typed: false,
  args: z.array(z.string()).readonly(),
  async run(words, context) {
    if (context.place.door !== 'button') return rollbackCommand.run(words, context);
    const found = await findRelease(words, context, 'rollback');
    if (found.kind === 'reply') return found.reply;
    return rollBackRelease(
      found.it.release,
      found.rest.join(' ').slice(0, 300) || say.pressed,
      context,
    );
  },
});
