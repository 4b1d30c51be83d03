/** A pull request that a message names; hosts give their pages different addresses. */
export type Pull = { readonly number: number; readonly host: 'github' | 'gitlab' | 'bitbucket' };

/** What a message says, once the habits of hosts and teams are taken off it. */
export type Words = {
  /** In plain words: no type, no number of the pull request, no ticket key. */
  readonly title: string;
  /** The type of a conventional commit, such as `feat`. */
  readonly type: string | null;
  readonly breaking: boolean;
  readonly pull: Pull | null;
  /** Keys of the given projects, each once, in the order they are named. */
  readonly tickets: readonly string[];
};

/** More of a message than this says nothing about the change any more. */
const readMost = 20_000;
/** A first line longer than this is no title. */
const lineMost = 2_000;
/** No list shows more of a title. */
const titleMost = 300;

/** Reads a commit's message. A merge says in its body what was merged. */
export function commitWords(message: string, projects: readonly string[]): Words {
  const [first = '', ...more] = message.slice(0, readMost).split(/\r?\n/);
  const merge = mergeOf(first, more);
  const { title: said, pull } = merge ?? squashOf(first);
  const [, type = null, bang = '', plain = said] =
    /^([a-z]{2,12})(?:\([^()]{0,60}\))?(!?):\s+(.+)$/i.exec(said) ?? [];
  const known = type !== null && types.has(type.toLowerCase());
  const breaking =
    (known && bang === '!') || more.some((line) => /^BREAKING[ -]CHANGE: /.test(line));
  const keys = ticketsIn([first, said, ...more.filter((line) => closing.test(line))], projects);
  const title = capital(withoutKeys(known ? plain : said, keys));
  return {
    title: title || 'No title',
    type: known ? type.toLowerCase() : null,
    breaking,
    pull,
    tickets: keys,
  };
}

const types: ReadonlySet<string> = new Set([
  'feat',
  'feature',
  'fix',
  'bugfix',
  'hotfix',
  'perf',
  'revert',
  'chore',
  'ci',
  'build',
  'docs',
  'doc',
  'style',
  'refactor',
  'test',
  'tests',
  'deps',
]);
/** Lines of a body that say whose ticket this is; others may only speak of one. */
const closing = /^\s*[-*]?\s*(fix(e[sd])?|close[sd]?|resolve[sd]?|jira|tickets?|issues?)\b/i;

/**
 * GitHub, GitLab and Bitbucket each write a merge in their own words; the pull request's title
 * stands below.
 */
function mergeOf(
  first: string,
  more: readonly string[],
): { readonly title: string; readonly pull: Pull | null } | null {
  const below = more.find((line) => line.trim() !== '');
  const github = /^Merge pull request #(\d{1,9}) from (\S+)/.exec(first);
  if (github)
    return {
      title: below ?? `Merge ${github[2] ?? ''}`,
      pull: { number: Number(github[1]), host: 'github' },
    };
  const bitbucket = /^Merged in (\S+) \(pull request #(\d{1,9})\)/.exec(first);
  if (bitbucket)
    return {
      title: below ?? `Merge ${bitbucket[1] ?? ''}`,
      pull: { number: Number(bitbucket[2]), host: 'bitbucket' },
    };
  const gitlab = /^See merge request \S*!(\d{1,9})\s*$/m.exec(more.join('\n'));
  if (gitlab && first.startsWith("Merge branch '"))
    return {
      title: below && !below.startsWith('See merge request') ? below : first,
      pull: { number: Number(gitlab[1]), host: 'gitlab' },
    };
  return null;
}

/** A squashed pull request ends its title with its number. */
function squashOf(first: string): { readonly title: string; readonly pull: Pull | null } {
  const squash = /^(.*?)\s*\((#|!)(\d{1,9})\)\s*$/.exec(first);
  return squash
    ? {
        title: squash[1] ?? '',
        pull: { number: Number(squash[3]), host: squash[2] === '!' ? 'gitlab' : 'github' },
      }
    : { title: first, pull: null };
}

function ticketsIn(lines: readonly string[], projects: readonly string[]): readonly string[] {
  if (projects.length === 0) return [];
  const key = new RegExp(`(?<![\\w-])(?:${projects.join('|')})-[1-9]\\d{0,8}(?!\\w)`, 'g');
  return [...new Set(lines.flatMap((line) => line.slice(0, lineMost).match(key) ?? []))];
}

/**
 * Keys are shown beside a title, linked; around it they only make it longer. In the middle of a
 * sentence they belong to it.
 */
function withoutKeys(text: string, keys: readonly string[]): string {
  const line = text.slice(0, lineMost);
  if (keys.length === 0) return tidy(line);
  const some = `(?:${keys.join('|')})(?:[\\s,;&/]+(?:${keys.join('|')}))*`;
  return tidy(
    line
      .replaceAll(new RegExp(`\\s*[([]\\s*${some}\\s*[)\\]]`, 'g'), '')
      .replace(new RegExp(`^${some}(?:\\s*[:|-])?\\s+`), ''),
  );
}

function tidy(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, titleMost);
}

function capital(text: string): string {
  const [head = '', ...rest] = Array.from(text);
  return head.toUpperCase() + rest.join('');
}
