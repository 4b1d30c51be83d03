import { about, defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { findRelease } from '../../src/command-kit/find/find.ts';
import { rollbackCommand } from '../rollback.ts';
import { rollBackRelease } from '../../src/command-kit/rollback/order-rollback.ts';

const { rollback: say } = texts.replies;

/**
 * The Roll Back buttons: one release, at once. Typed words go through /rollback, which asks once.
 */
export const releaseRollbackCommand = defineCommand('release rollback', {
  typed: false,
  run: (words, context) =>
    context.place.door === 'button'
      ? atOnce(words, context, rollbackCommand.name)
      : rollbackCommand.run(words, context),
});

const atOnce = about(findRelease, ({ release }, context, reason) =>
  rollBackRelease(release, reason.join(' ').slice(0, 300) || say.pressed, context),
);
