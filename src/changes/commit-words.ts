import { mergeWords, type Pull, squashed, squashWords } from './merge-words.ts';
import { takesBack } from './reverts.ts';
import { type Keys, keysOf } from './ticket-keys.ts';

/** What a message says, once the habits of hosts and teams are taken off it. */
export type Words = {
  /** In plain words: no type, no number of the pull request, no ticket key. */
  readonly title: string;
  /** The type of a conventional commit, such as `feat`. */
  readonly type: string | null;
  /** What the type is of, such as `deps`. */
  readonly scope: string | null;
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

/**
 * Reads a commit's message. A merge says in its body what was merged; where it does not, the
 * messages of what it `merged` do, given for each branch, newest first. What is squashed or merged
 * breaks and finishes as much as what is said on top.
 */
export function commitWords(
  message: string,
  projects: readonly string[],
  merged: readonly (readonly string[])[] = [],
): Words {
  const keys = keysOf(projects);
  const own = saidIn(message, keys);
  const branches = merged.map((messages) => messages.map((one) => saidIn(one, keys)));
  const within = [...own.within, ...branches.flat().flatMap((one) => [one, ...one.within])].filter(
    // Whose work is taken back is not finished by it.
    ({ title }) => title === null || !takesBack(title),
  );
  const told = branches.flatMap((said) => titled(said) ?? []);
  const title =
    own.title ?? (told.length > 0 ? told.map((one) => one.title).join('; ') : own.fallback);
  const [only] = own.title === null && told.length === 1 ? told : [own];
  return {
    title: capital(tidy(title)) || 'No title',
    type: only?.type ?? null,
    scope: only?.scope ?? null,
    breaking: own.breaking || within.some(({ breaking }) => breaking),
    pull: own.pull ?? only?.pull ?? null,
    tickets: [...new Set([own, ...within].flatMap(({ tickets }) => tickets))],
  };
}

type Said = Omit<Words, 'title'> & {
  /** Null where it only says that something was merged. */
  readonly title: string | null;
  readonly fallback: string;
  /** What it holds of other messages. */
  readonly within: readonly Said[];
};

/** One message by itself. */
function saidIn(message: string, keys: Keys): Said {
  const [line = '', ...more] = message.slice(0, readMost).split(/\r?\n/);
  const first = line.slice(0, lineMost);
  const merge = mergeWords(first, more);
  const { title: said, pull } = merge ?? squashWords(first);
  const conventional = said === null ? null : typeIn(said);
  const plain = tidy(keys.without(tidy(conventional?.plain ?? said ?? '')));
  return {
    title: said === null ? null : conventional?.type === 'revert' ? `Revert "${plain}"` : plain,
    fallback: merge?.pull?.host === 'github' && merge.branches ? `Merge ${merge.branches}` : first,
    type: conventional?.type ?? null,
    scope: conventional?.scope ?? null,
    breaking:
      conventional?.breaking === true ||
      more.some((line) => /^BREAKING[ -]CHANGES?(: |:$| #)/.test(line)),
    pull,
    tickets: [
      ...keys.inLine(first),
      ...(merge ? keys.inBranch(merge.branches) : []),
      ...(said === null ? [] : keys.inLine(said)),
      ...more.flatMap(keys.inBody),
    ],
    within: squashed(more, merge ? null : pull).map((one) => saidIn(one, keys)),
  };
}

/** What a branch is about: the first of its commits that is more than a step of the work. */
function titled(branch: readonly Said[]): (Said & { readonly title: string }) | undefined {
  const named = branch.flatMap((one) => (one.title === null ? [] : [{ ...one, title: one.title }]));
  return named.findLast(({ title }) => !isStep(title)) ?? named[0];
}

function isStep(title: string): boolean {
  return steps.test(title);
}

const steps =
  /^(fixup|squash|amend)!|^(wip|work in progress|te?mp|oops|clean ?up|review|address)\b/i;

function typeIn(said: string) {
  const [, type = '', scope = null, bang = '', plain = ''] =
    /^([a-z]{2,12})(?:\(([^()]{0,60})\))?(!?):\s+(\S.*)$/i.exec(said) ?? [];
  return types.has(type.toLowerCase())
    ? { type: type.toLowerCase(), scope, breaking: bang === '!', plain }
    : null;
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

function tidy(text: string): string {
  const cut = text.replaceAll(/\s+/g, ' ').trim().slice(0, titleMost);
  // Half a character is none: what was cut through goes.
  return cut.replace(/[\uD800-\uDBFF]$/, '');
}

function capital(text: string): string {
  const [head = '', ...rest] = Array.from(text);
  return head.toUpperCase() + rest.join('');
}
