import { shortened, didYouMean } from '../sentence.ts';

/** What `/release help` says beside the commands' own lines. */
export const helpReplies = {
  overview: [
    'Start a build: `/prerelease board 1.42.0`, or `/prerelease` alone for a form.',
    'See: `/release status board` · `/release mine` · `/release history board` · `/release ' +
      'why board`',
    'Stop for a while: `/release hold board 15m slow query`',
    'Panic: `/rollback board`',
    'Slash commands do not work in threads: mention me there instead, `@Davy status`.',
  ],
  one: (typed: string, summary: string) => `\`${typed}\` ${summary}`,
  inThreads: 'In the thread of a release, mention me. The release is taken from the thread:',
  inThread: (verb: string, summary: string) => `\`@Davy ${verb}\` ${summary}`,
  unknown: (topic: string, meant: readonly string[]) =>
    `There is no help about "${shortened(topic)}".${didYouMean(meant)}`,
};
