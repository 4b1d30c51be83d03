/** A pull request that a message names; hosts give their pages different addresses. */
export type Pull = { readonly number: number; readonly host: 'github' | 'gitlab' | 'bitbucket' };

/** What the message of a merge says. */
export type MergeWords = {
  /** Null where it only says that something was merged: then what was merged has to say it. */
  readonly title: string | null;
  /** Names of the branches, as it writes them. */
  readonly branches: string;
  readonly pull: Pull | null;
};

/**
 * GitHub, GitLab, Bitbucket, Azure and the robots that merge each write it in their own words; null
 * for what is no merge. A squash has a title of its own, and its number after it.
 */
export function mergeWords(first: string, more: readonly string[]): MergeWords | null {
  const below = more.find((line) => line.trim() !== '') ?? null;
  for (const [form, read] of forms) {
    const found = form.exec(first);
    if (found) return read(found, more, below);
  }
  return null;
}

type Read = (found: RegExpExecArray, more: readonly string[], below: string | null) => MergeWords;

const forms: readonly (readonly [RegExp, Read])[] = [
  [
    /^Merge pull request #(\d{1,9}) from (\S+)/,
    ([, number, branch = ''], _more, below) => merged(below, branch, pullOf(number, 'github')),
  ],
  // Bitbucket's own server, before and after it changed its words.
  [
    /^Merge pull request #(\d{1,9}) in \S+ from (\S+) to \S+/,
    ([, number, branch = '']) => merged(null, branch, pullOf(number, 'bitbucket')),
  ],
  [
    /^Pull request #(\d{1,9}): (.+)$/,
    ([, number, title = ''], more) =>
      merged(
        title,
        /^Merge in \S+ from (\S+) to /m.exec(more.join('\n'))?.[1] ?? '',
        pullOf(number, 'bitbucket'),
      ),
  ],
  [
    /^Merged in (\S+) \(pull request #(\d{1,9})\)/,
    ([, branch = '', number], _more, below) => merged(below, branch, pullOf(number, 'bitbucket')),
  ],
  [/^Merged PR \d{1,9}: (.+)$/, ([, title = '']) => merged(title, '', null)],
  [
    /^Auto merge of #(\d{1,9}) - (\S+?),? r=/,
    ([, number, branch = ''], _more, below) => merged(below, branch, pullOf(number, 'github')),
  ],
  [
    /^Merge (?:[\w./-]{1,100})?#(\d{1,9}): (.+)$/,
    ([, number, title = '']) => merged(title, '', pullOf(number, 'github')),
  ],
  [
    /^Merge #(\d{1,9})(?: #\d{1,9})*\s*$/,
    ([, number], more) => merged(inBatch(more), '', pullOf(number, 'github')),
  ],
  [/^Merge "(.+)"$/, ([, title = '']) => merged(title, '', null)],
  [
    /^Merge (?:remote-tracking )?(?:branch(?:es)?|tags?|commits?) (.+)$/,
    ([, branches = ''], more, below) => {
      const gitlab = /^See merge request \S*!(\d{1,9})\s*$/m.exec(more.join('\n'));
      const title = gitlab && below?.startsWith('See merge request') === false ? below : null;
      return merged(title, branches, gitlab ? pullOf(gitlab[1], 'gitlab') : null);
    },
  ],
  [/^Merge (\S+) into \S+$/, ([, branch = '']) => merged(null, branch, null)],
];

function merged(title: string | null, branches: string, pull: Pull | null): MergeWords {
  return { title, branches, pull };
}

function pullOf(number: string | undefined, host: Pull['host']): Pull {
  return { number: Number(number), host };
}

/** A merge queue names each pull request with its title, and who asked for it. */
function inBatch(more: readonly string[]): string | null {
  const titles = more.flatMap((line) => {
    const title = /^\d{1,9}: (.+)$/.exec(line)?.[1];
    return title === undefined ? [] : [title.replace(/( [ra]=\S*)+\s*$/, '')];
  });
  return titles.length === 0 ? null : titles.join('; ');
}

/** A squashed pull request ends its title with its number. */
export function squashWords(first: string): { readonly title: string; readonly pull: Pull | null } {
  const squash = /^(.*)\((#|!)(\d{1,9})\)\s*$/.exec(first);
  return squash
    ? {
        title: (squash[1] ?? '').trimEnd(),
        pull: pullOf(squash[3], squash[2] === '!' ? 'gitlab' : 'github'),
      }
    : { title: first, pull: null };
}

/**
 * The messages a squash holds: a host makes a list item of each, git writes them below each other.
 */
export function squashed(more: readonly string[], pull: Pull | null): readonly string[] {
  const start = more.findIndex((line) => line.startsWith('Squashed commit of the following:'));
  if (start >= 0)
    return more
      .slice(start + 1)
      .join('\n')
      .split(/^commit [0-9a-f]{40,64}$/m)
      .slice(1)
      .map((part) =>
        part
          .split('\n')
          .filter((line) => line.startsWith('    '))
          .map((line) => line.slice(4))
          .join('\n'),
      );
  if (pull === null) return [];
  const items = more.join('\n').split(/^\* /m);
  return items.slice(1).map((item) => item.replaceAll(/^ {2}/gm, ''));
}
