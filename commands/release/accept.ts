/**
 * # commands/release
 *
 * The words after `/release`, one file each; some are said by buttons only.
 */

import { answerWithReason } from '../../src/command-kit/facts/reasoned-answer.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';

const { approve: say } = texts.replies;

/** On without proof, with a reason. The button asks for it in a form. */
export const acceptCommand = defineCommand('release accept', {
  inThread: true,
  run: answerWithReason('release accept', 'proof-waived', {
    needsReason: say.acceptNeedsReason,
    form: say.acceptForm,
    given: say.accepted,
  }),
});
