import { span } from './amount.ts';

/**
 * People were called and nobody answered in time; then who did. Reasons come as whole sentences.
 */
export const callTexts = {
  head: (name: string) => `${name} has a page that nobody answers`,
  spoken: (name: string, ms: number, why: string) =>
    `${name} has a page that nobody answers: ${span(ms)} so far. ${why} Answer in Slack.`,
  text: (called: string, ms: number, why: string) =>
    `${called}*Nobody has answered in ${span(ms)}.* ${why} Say that you are on it; any act on this release says so too.`,
  second: 'The next in line is called',
  repeated: 'The same people are called once more',
  since: (at: string) => `First called ${at}`,
  again: (at: string) => `again ${at}`,
  waits: 'A rollback waits for nobody',
  answered: (name: string, who: string) => `${name}: ${who} is on it`,
  spokenAnswered: (name: string, who: string) =>
    `${name}: ${who} is on it. Nobody else needs to answer.`,
  answeredText: (who: string, at: string, ms: number) =>
    `*${who} answered at ${at}*, ${span(ms)} after the first call.`,
  over: (name: string) => `${name} needs nobody any more`,
  spokenOver: (name: string) => `${name} needs nobody any more. Nobody has to answer.`,
  overText: '*Nobody has to answer any more.* The card of this thread says how it went on.',
};
