/**
 * # src/texts/en/replies
 *
 * What commands answer, a file for each family of words.
 */

import { dot, listed } from '../sentence.ts';

/** A person's approval of a release: given, refused, undone, asked for. */
export const approveReplies = {
  recorded: (name: string) => `Your approval of ${name} is recorded.`,
  early: (name: string) =>
    `Your approval of ${name} is recorded. It counts when the soak has passed.`,
  noAuthors: (name: string) =>
    `Nobody can tell just now who wrote the changes of ${name}, so nothing was recorded. ` +
    'Try again in a minute.',
  undone: (name: string) => `Your approval of ${name} is undone.`,
  declined: (name: string, reason: string) => dot(`You declined ${name}: ${reason}`),
  needsReason: (id: string) =>
    `Declining needs a reason: \`/release decline ${id} <reason>\`. Nothing changed.`,
  form: {
    title: 'Decline release',
    intro: (name: string) => `${name} is not released. Everyone in the thread sees your reason.`,
    label: 'Why not?',
    hint: 'One sentence is enough',
    submit: 'Decline',
    cancel: 'Cancel',
  },
  accepted: (name: string, reason: string) => dot(`You let ${name} go on without proof: ${reason}`),
  acceptNeedsReason: (id: string) =>
    `Going on without proof needs a reason: \`/release accept ${id} <reason>\`. Nothing changed.`,
  acceptForm: {
    title: 'Go on without proof',
    intro: (name: string) =>
      `Too little was counted to prove ${name} no worse. It still needs its approvals, and stays ` +
      'watched. Everyone in the thread sees your reason.',
    label: 'Why is that good enough?',
    hint: 'What did you look at?',
    submit: 'Release Anyway',
    cancel: 'Cancel',
  },
  refused: (because: string, who: string) => `${because} ${who}`,
  nobodyElse: (teams: readonly string[]) => `Nobody else of ${listed(teams)} is there to do it.`,
  more: (people: number) => `${people} more`,
  review: {
    gone: (name: string) =>
      `The question about ${name} was answered or replaced meanwhile. Nothing changed.`,
  },
};
