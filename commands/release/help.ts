import { near } from '../../src/texts/near.ts';
import { replyButton, type Reply, privately } from '../../src/command-kit/reply.ts';
import { type Command, defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';

const { choice, help: helping } = texts.replies;

const slashes = ['prerelease', 'release', 'rollback'];

/**
 * Help is made of the commands themselves, so it cannot fall behind them. A topic is a slash
 * command, a verb, or `thread`.
 */
export function help(all: readonly Command[]): Command {
  return defineCommand('release help', {
    inThread: true,
    async run(words, { place }) {
      const topic =
        words[0]?.replace(/^\//, '').toLowerCase() ??
        (place.door === 'mention' ? 'thread' : undefined);
      if (topic === undefined || topic === 'all') return overview();
      if (topic === 'more') return more();
      if (topic === 'thread') return inThreads(all);
      if (slashes.includes(topic)) return listed(all, topic);
      return about(all, topic);
    },
  });
}

function overview(): Reply {
  return privately(helping.overview.join('\n'), replyButton(choice.more, 'release help', 'more'));
}

function more(): Reply {
  return privately(
    helping.more,
    ...slashes.map((slash) => replyButton(choice.allOf(slash), 'release help', slash)),
    replyButton(choice.inThreads, 'release help', 'thread'),
  );
}

function listed(all: readonly Command[], slash: string): Reply {
  const mine = all.filter((command) => command.typed && command.slash === `/${slash}`);
  return privately(mine.map((command) => helping.one(said(command), command.summary)).join('\n'));
}

function inThreads(all: readonly Command[]): Reply {
  const verbs = all.flatMap(({ inThread, summary }) =>
    inThread === null ? [] : [`\n${helping.inThread(inThread, summary)}`],
  );
  return privately([helping.inThreads, ...verbs]);
}

function about(all: readonly Command[], topic: string): Reply {
  const typed = all.filter((command) => command.typed);
  const found = typed.filter(({ name, alsoCalled }) =>
    [name, ...alsoCalled].some((one) => one === topic || one.split(' ')[1] === topic),
  );
  if (found.length > 0)
    return privately(
      found
        .flatMap((command) => [
          `${helping.one(said(command), command.summary)}.`,
          ...command.examples.map((example) => `\n\`${example}\``),
          '\n',
        ])
        .slice(0, -1),
    );
  const meant = near(
    topic,
    typed.map(({ name }) => name.split(' ')[1] ?? name),
  );
  return privately(
    helping.unknown(
      topic,
      meant.map((verb) => `\`/release help ${verb}\``),
    ),
    replyButton(choice.showHelp, 'release help', 'all'),
  );
}

function said({ name, usage }: Command): string {
  return `/${name}${usage === '' ? '' : ` ${usage}`}`;
}
