import { z } from 'zod';
import { type Command, defineCommand, whisper } from '../../src/slack/command.ts';

/** Help is made of the commands themselves, so it cannot fall behind them. */
export function help(all: readonly Command[]): Command {
  return defineCommand({
    name: 'release help',
    slash: '/release',
    usage: '[prerelease|release|rollback]',
    summary: 'See what can be said',
    examples: ['/release help'],
    inThread: 'help',
    args: z.array(z.string()).readonly(),
    run: async (words) => {
      const topic = words[0]?.replace(/^\//, '').toLowerCase();
      const shown = all.filter((command) => command.typed && (topic === undefined || command.slash === `/${topic}`));
      const listed = (shown.length > 0 ? shown : all.filter((command) => command.typed)).map((command) => `\`/${command.name}${command.usage === '' ? '' : ` ${command.usage}`}\` ${command.summary}`);
      const verbs = all.flatMap((command) => (command.inThread === null ? [] : [command.inThread]));
      return whisper(`${listed.join('\n')}\nInside a thread, mention me instead: ${verbs.map((verb) => `\`${verb}\``).join(', ')}. Panic: \`/rollback <service>\``);
    },
  });
}
