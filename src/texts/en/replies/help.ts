import { shortened, didYouMean } from '../sentence.ts';

/** What `/release help` says beside the commands' own lines. */
export const helpReplies = {
  /** By what somebody wants; the rest is behind a button. */
  overview: [
    'Start a build: `/prerelease board 1.42.0`, or `/prerelease` alone for a form.',
    'Watch it: `/release status board` · `/release why board`',
    'Decide: `/release approve board` · `/release decline board too risky`',
    'Stop for a while: `/release hold board 15m slow query`',
    'Stop for good: `/rollback board`',
    'Look back: `/release history board` · `/release summary week`',
    'What waits for you: `/release mine`',
    'In a thread mention me, slash commands do not work there: `@Davy status`',
  ],
  more: 'All I can do, by where you say it:',
  one: (typed: string, summary: string) => `\`${typed}\` ${summary}`,
  inThreads: 'In the thread of a release, mention me. The release is taken from the thread:',
  inThread: (verb: string, summary: string) => `\`@Davy ${verb}\` ${summary}`,
  unknown: (topic: string, meant: readonly string[]) =>
    `There is no help about "${shortened(topic)}".${didYouMean(meant)}`,
};
