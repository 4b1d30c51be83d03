import { shortened, didYouMean } from '../sentence.ts';

/** What Davy says before any command had its turn, or when one could not finish. */
export const doorReplies = {
  notSaved:
    'Not saved. Nothing changed. Try again, or type `npm run davy -- rollback` where Davy runs.',
  unconfirmed:
    'Sent, but not confirmed yet. Davy tries again by itself and answers here. ' +
    'Do not start it again.',
  gaveUp:
    'Davy could not do this and has given up trying. The reason is in its log. ' +
    'See what is true now with `/release status`.',
  noAnswer: (system: string) =>
    `${system} does not answer. Nothing changed. Try again in a minute.`,
  tooMuch: (freeInMs: number) =>
    'Too many commands in one minute: this one was not done. ' +
    `The next one counts in ${Math.ceil(freeInMs / 1_000)} s. Nothing changed. ` +
    '`/rollback` always works.',
  interrupted:
    'Davy was interrupted while it posted this message and is finding it again. ' +
    'Nothing changed. Press again in ten seconds.',
  stale:
    'This message is out of date or a copy, so its buttons do nothing. Nothing changed. ' +
    'See what is true now with `/release status`.',
  oldButton:
    'This button is from another version of Davy and does nothing any more. Nothing changed.',
  editedMention:
    'Davy does nothing of what an edited message says. Nothing changed. Say it in a new message.',
  unknown: (said: string, meant: readonly string[]) =>
    `I do not know "${shortened(said)}".${didYouMean(meant)}`,
  unknownInThread: (said: string, meant: readonly string[], known: readonly string[]) =>
    `I do not know "${shortened(said)}".${didYouMean(meant)} In a thread I know ` +
    `${known.join(', ')}.`,
  formLate: (typed: string) =>
    `The form did not open in time. Press the button again, or type \`${typed} <your words>\`.`,
  /** Davy asks Slack with this whether it may post; nobody sees it. */
  mayPost: 'Davy looks whether it may post here.',
};
