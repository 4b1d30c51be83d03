/**
 * # src/slack/match
 *
 * Matches what came in with what can be said: typed words, buttons, forms, mentions.
 */

import { near } from '../../texts/near.ts';
import { texts } from '../../texts/texts.ts';
import type { Command } from '../../command-kit/command.ts';
import { replyButton, type Reply, privately } from '../../command-kit/reply.ts';

const { choice, door } = texts.replies;

/** What was said, matched with what can be said. */
export type Match =
  | { readonly kind: 'command'; readonly command: Command; readonly words: readonly string[] }
  | { readonly kind: 'unknown'; readonly reply: Reply };

/**
 * Finds the command behind a slash and its words: `/release approve rel_7Q2F` is `release approve`
 * with one word.
 */
export function matchTyped(
  commands: readonly Command[],
  slash: string,
  words: readonly string[],
): Match {
  const mine = commands.filter((command) => command.slash === slash);
  const root = slash.slice(1);
  const named = (name: string) => commandNamed(mine, `${root} ${name}`);
  const verb = verbOf(words, named) ?? afterService(words, named);
  if (verb) return verb;
  if (words[0]?.toLowerCase() === 'help' && words.length === 1) {
    const help = commands.find((command) => command.name === 'release help');
    if (help) return { kind: 'command', command: help, words: [root] };
  }
  const itself = mine.find((command) => command.name === root);
  if (itself) return { kind: 'command', command: itself, words };
  const said = words[0];
  const overview = mine.find((command) => command.name === `${root} mine`);
  if (said === undefined && overview) return { kind: 'command', command: overview, words: [] };
  return {
    kind: 'unknown',
    reply: unknownWord(
      mine.filter((command) => command.typed),
      root,
      said ?? '',
      words.slice(1),
    ),
  };
}

/** The command of this name, or the one that had it before: old buttons say old names. */
export function commandNamed(commands: readonly Command[], name: string): Command | undefined {
  return commands.find((command) => command.name === name || command.alsoCalled.includes(name));
}

/** The verb the words begin with; `take over` may be typed as two words. */
function verbOf(
  words: readonly string[],
  named: (verb: string) => Command | undefined,
): Match | null {
  for (const length of [1, 2]) {
    const command = named(words.slice(0, length).join('-').toLowerCase());
    if (command) return { kind: 'command', command, words: words.slice(length) };
  }
  return null;
}

/** Some say what it is about first: `/prerelease board stop`. */
function afterService(
  [service = '', ...words]: readonly string[],
  named: (verb: string) => Command | undefined,
): Match | null {
  const match = verbOf(words, (verb) => {
    const command = named(verb);
    return command?.typed ? command : undefined;
  });
  return match?.kind === 'command' ? { ...match, words: [service, ...match.words] } : match;
}

/** The same verbs inside a thread, where slash commands do not work. */
export function matchMention(commands: readonly Command[], words: readonly string[]): Match {
  const verbs = commands.flatMap((command) =>
    command.inThread === null ? [] : [{ verb: command.inThread, command }],
  );
  const match = verbOf(
    words.length === 0 ? ['help'] : words,
    (name) =>
      verbs.find(
        ({ verb, command }) => verb === name || command.alsoCalled.includes(`release ${name}`),
      )?.command,
  );
  if (match) return match;
  const said = words[0]?.toLowerCase() ?? '';
  const meant = near(
    said,
    verbs.map(({ verb }) => verb),
  ).map((verb) => `\`${verb}\``);
  const known = verbs.map(({ verb }) => `\`${verb}\``);
  return {
    kind: 'unknown',
    reply: privately(
      door.unknownInThread(said, meant, known),
      replyButton(choice.showHelp, 'release help', 'all'),
    ),
  };
}

function unknownWord(
  mine: readonly Command[],
  root: string,
  said: string,
  rest: readonly string[],
): Reply {
  const verbs = mine.map((command) => command.name.slice(root.length + 1));
  const guesses = near(said, verbs).map(
    (verb) => `\`/${cut([root, verb, ...rest].join(' '), 120)}\``,
  );
  return privately(door.unknown(said, guesses), replyButton(choice.showHelp, 'release help', root));
}

/** By whole characters, so that no emoji is cut in two. */
function cut(word: string, most = 40): string {
  const chars = Array.from(word.replaceAll('`', "'"));
  return chars.length > most ? `${chars.slice(0, most).join('')}…` : chars.join('');
}
