import { answerWithReason } from '../../src/command-kit/facts/reasoned-answer.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';

const { approve: say } = texts.replies;

/** A no, with its reason. The Decline button asks for the reason in a form. */
export const declineCommand = defineCommand('release decline', {
  inThread: true,
  run: answerWithReason('release decline', 'declined', { ...say, given: say.declined }),
});
