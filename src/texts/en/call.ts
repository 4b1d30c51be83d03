import { span } from './amount.ts';

/**
 * People were called and nobody answered in time; then who did. Reasons come as whole sentences.
 */
export const callTexts = {
  head: (name: string) => `${name} has a page that nobody answers`,
  spoken: (name: string, ms: number, why: string) =>
    `${name} has a page that nobody answers: ${span(ms)} so far. ${why} Answer in Slack.`,
  text: (called: string, ms: number, why: string) =>
    `${called}*Nobody has answered in ${span(ms)}.* ` +
    `${why} Say that you are on it; any action on this release counts, too.`,
  /** Nobody is late yet; no other message says what they were called for. */
  lookHead: (name: string) => `${name} needs somebody to look`,
  lookSpoken: (name: string, why: string) =>
    `${name} needs somebody to look: ${why} Answer in Slack.`,
  lookText: (called: string, why: string) =>
    `${called}*Somebody has to look.* ${why} Say that you are on it; any action on this release ` +
    'counts, too.',
  pager: 'The pager calls too',
  second: 'The next level is called',
  repeated: 'The same people are called again',
  since: (at: string) => `First called ${at}`,
  again: (at: string) => `again ${at}`,
  waits: 'A rollback does not wait for an answer',
  answered: (name: string, who: string) => `${name}: ${who} is on it`,
  spokenAnswered: (name: string, who: string) =>
    `${name}: ${who} is on it. Nobody else needs to answer.`,
  answeredText: (who: string, at: string, ms: number) =>
    `*${who} answered at ${at}*, ${span(ms)} after the first call.`,
  over: (name: string) => `${name} no longer needs an answer`,
  spokenOver: (name: string) => `${name} no longer needs an answer. Nobody needs to act.`,
  overText: '*Nobody has to answer any more.* The card of this thread says how it went on.',
  /** What it was, and how long it lasted; the pager was told as well. */
  overSince: (at: string, ms: number, why: string) =>
    `*Over since ${at}*, ${span(ms)} after the first call. Nobody has to answer any more, and ` +
    `the pager was told. It was: ${why}`,
  answeredOver: (at: string) => `What it was about is over since ${at}; the pager was told.`,
};
