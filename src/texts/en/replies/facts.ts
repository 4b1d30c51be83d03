import { dot } from '../sentence.ts';

/** Somebody outside does not answer, or the caller may not: nothing was done. */
export const factsReplies = {
  noRoster:
    'Slack does not answer for the group, so nobody can be recognised as an approver. ' +
    'Nothing changed. Try again in a minute.',
  noPerson: 'Slack does not say who you are just now. Nothing changed. Try again in a minute.',
  outsider: 'Davy is for members of this workspace.',
  imagePending: (name: string) =>
    `The image of ${name} is still being made. Try again when it is ready; nothing was started.`,
  imageFailed: (name: string) =>
    `The image of ${name} failed while it was made. Nothing was started; have CI build it anew.`,
  noServers: (service: string) => `The servers of ${service} do not answer. Nothing was started.`,
  cannotPostHere:
    'I cannot post here yet. Type `/invite @Davy` there, then run the command again. ' +
    'Nothing was started.',
  cannotPostThere: (service: string) =>
    `I cannot post in the channel of ${service} yet. ` +
    'Type `/invite @Davy` there, then run the command again. Nothing was started.',
  refused: (because: string) => `${dot(because)} Nothing changed.`,
  noReason: 'no reason given',
};
