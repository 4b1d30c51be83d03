import { z } from 'zod';

/**
 * A command is a list of words: written as one text, it is cut at its spaces. `words` are those
 * that may stand in it in braces.
 */
export function jobCommandOf(words: readonly string[]) {
  return z
    .union([z.string(), z.array(z.string().min(1)).min(1)], {
      error: 'write a command such as /opt/board/clear-cache {version}',
    })
    .transform((said, context) => {
      const list =
        typeof said === 'string' ? said.split(/\s+/).filter((word) => word !== '') : said;
      const fault = commandFault(said, list, words);
      if (fault === null) return list;
      context.addIssue({ code: 'custom', message: fault });
      return z.NEVER;
    })
    .readonly();
}

function commandFault(
  said: string | readonly string[],
  list: readonly string[],
  words: readonly string[],
): string | null {
  if (list.length === 0) return 'write a command such as /opt/board/clear-cache {version}';
  if (list[0]?.startsWith('-')) return 'a command does not begin with -';
  if (typeof said === 'string' && /[|&;<>$`"'\\*?(){}#~!]/.test(said.replaceAll(/\{\w+\}/g, '')))
    return (
      'no shell reads a command: put pipes, quotes and variables into a script on the host, ' +
      'or write the words as a list'
    );
  return unknownWordIn(list, words);
}

/** What is said of a word in braces that nobody fills; null where there is none. */
export function unknownWordIn(texts: readonly string[], words: readonly string[]): string | null {
  const unknown = texts
    .flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))
    .find((name) => !words.includes(name));
  return unknown === undefined
    ? null
    : `{${unknown}} is not known. Known are ${words.map((name) => `{${name}}`).join(', ')}`;
}
