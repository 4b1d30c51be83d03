import { z } from 'zod';
import { near } from '../../src/near.ts';
import { button, type Command, defineCommand, type Reply, whisper } from '../../src/slack/command.ts';
import { texts } from '../../src/texts/texts.ts';

const slashes = ['prerelease', 'release', 'rollback'];

/** Help is made of the commands themselves, so it cannot fall behind them. A topic is a slash command, a verb, or `thread`. */
export function help(all: readonly Command[]): Command {
  return defineCommand({
    name: 'release help',
    slash: '/release',
    ...texts.help['release help'],
    inThread: 'help',
    args: z.array(z.string()).readonly(),
    async run(words, { place }) {
      const topic = words[0]?.replace(/^\//, '').toLowerCase() ?? (place.door === 'mention' ? 'thread' : undefined);
      if (topic === undefined || topic === 'all') return overview();
      if (topic === 'thread') return inThreads(all);
      if (slashes.includes(topic)) return listed(all, topic);
      return about(all, topic);
    },
  });
}

function overview(): Reply {
  return whisper(
    [
      'Start a build: `/prerelease board 1.42.0`, or `/prerelease` alone for a form.',
      '\nSee: `/release status board` · `/release mine` · `/release history board` · `/release why board`',
      '\nStop for a while: `/release hold board 15m slow query`',
      '\nPanic: `/rollback board`',
      '\nSlash commands do not work in threads: mention me there instead, `@Davy status`.',
    ],
    ...slashes.map((slash) => button(`All of /${slash}`, 'release help', slash)),
    button('In Threads', 'release help', 'thread'),
  );
}

function listed(all: readonly Command[], slash: string): Reply {
  const mine = all.filter((command) => command.typed && command.slash === `/${slash}`);
  return whisper(mine.map((command) => `\`${said(command)}\` ${command.summary}`).join('\n'));
}

function inThreads(all: readonly Command[]): Reply {
  const verbs = all.flatMap(({ inThread, summary }) => (inThread === null ? [] : [`\n\`@Davy ${inThread}\` ${summary}`]));
  return whisper(['In the thread of a release, mention me. The release is taken from the thread:', ...verbs]);
}

function about(all: readonly Command[], topic: string): Reply {
  const typed = all.filter((command) => command.typed);
  const found = typed.filter(({ name }) => name === topic || name.split(' ')[1] === topic);
  if (found.length > 0) return whisper(found.flatMap((command) => [`\`${said(command)}\` ${command.summary}.`, ...command.examples.map((example) => `\n\`${example}\``), '\n']).slice(0, -1));
  const meant = near(topic, typed.map(({ name }) => name.split(' ')[1] ?? name));
  return whisper(`There is no help about "${topic.slice(0, 40)}".${meant.length === 0 ? '' : ` Did you mean ${meant.map((verb) => `\`/release help ${verb}\``).join(' or ')}?`}`, button('Show Help', 'release help', 'all'));
}

function said({ name, usage }: Command): string {
  return `/${name}${usage === '' ? '' : ` ${usage}`}`;
}
