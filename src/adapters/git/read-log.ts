import { randomBytes } from 'node:crypto';
import { UpstreamError } from '../../ports/errors.ts';
import type { Commit, Touched } from '../../changes/commit.ts';
import { bareLog, git } from './run.ts';

/** More steps than this between two builds is no release any more. */
const mostSteps = 20_000;
const readMs = 60_000;

/** A stretch of history: what `to` has and none of `not` has, as far as it touches `paths`. */
export type Stretch = {
  readonly to: string;
  readonly not: readonly string[];
  /** Empty means the whole repository. */
  readonly paths: readonly string[];
};

/** How git is told of a stretch; nothing in it can be read as an option. */
export function argsOf({ to, not, paths }: Stretch): readonly string[] {
  return ['--end-of-options', to, ...not.map((commit) => `^${commit}`), '--', ...pathspecs(paths)];
}

/** Paths as davy.yml writes them: from the top of the repository, `**` through folders. */
export function pathspecs(paths: readonly string[]): readonly string[] {
  return paths.map((path) => `:(top,glob)${path.endsWith('/') ? `${path}**` : path}`);
}

/** Its steps, newest first, along first parents: a merge is one, with all the files it brought. */
export async function stepsOf(folder: string, stretch: Stretch): Promise<readonly Commit[]> {
  // Messages can hold anything but NUL and a word nobody knew when they were written.
  const mark = randomBytes(12).toString('hex');
  const out = await git(
    folder,
    [
      'log',
      '--first-parent',
      '-m',
      ...bareLog,
      '--raw',
      '--numstat',
      '-z',
      '--encoding=UTF-8',
      `--max-count=${mostSteps + 1}`,
      `--format=tformat:${mark}%x00%H%x00%P%x00%at%x00%aN%x00%aE%x00%B%x00`,
      ...argsOf(stretch),
    ],
    'reading the history',
    { timeoutMs: readMs },
  );
  const steps = out.split(`${mark}\0`).slice(1).map(stepOf);
  if (steps.length > mostSteps)
    throw new UpstreamError(
      'Git',
      `comparing: more than ${mostSteps.toLocaleString('en-US')} changes lie between the two`,
    );
  return steps;
}

function stepOf(text: string): Commit {
  const [commit = '', parents = '', seconds = '', name = '', email = '', message = '', ...rest] =
    text.split('\0');
  return {
    commit,
    parents: parents.split(' ').filter(Boolean),
    author: { name, email },
    at: Number(seconds) * 1_000,
    message: message.trimEnd(),
    touched: touchedIn(rest),
    patch: null,
    merged: [],
  };
}

/**
 * First how each file changed (`:… M`, path), then how many lines (`1⇥2⇥path`); the path follows
 * its sign, so no path can be taken for one.
 */
function touchedIn(tokens: readonly string[]): readonly Touched[] {
  const how = new Map<string, Touched['how']>();
  const lines = new Map<string, number | null>();
  for (let i = 0; i < tokens.length; i += 1) {
    const token = (tokens[i] ?? '').replace(/^\n/, '');
    if (token.startsWith(':')) {
      i += 1;
      how.set(tokens[i] ?? '', ways[token.at(-1) ?? ''] ?? 'changed');
      continue;
    }
    const [, added, removed, path] = /^(\d+|-)\t(\d+|-)\t([^]*)$/.exec(token) ?? [];
    if (path !== undefined) lines.set(path, added === '-' ? null : Number(added) + Number(removed));
  }
  return [...how].map(([path, way]) => ({ path, how: way, lines: lines.get(path) ?? null }));
}

const ways: Readonly<Record<string, Touched['how']>> = { A: 'added', D: 'removed' };

/** Whoever pressed Merge did not write it: the author of what was merged did. */
export async function withRealAuthors(
  folder: string,
  steps: readonly Commit[],
): Promise<readonly Commit[]> {
  const merged = steps.flatMap(({ parents }) => parents.slice(1, 2));
  if (merged.length === 0) return steps;
  const out = await git(
    folder,
    [
      'log',
      '--no-walk=unsorted',
      '--stdin',
      '-z',
      '--encoding=UTF-8',
      '--format=tformat:%H%x1f%aN%x1f%aE',
    ],
    'reading the authors of merges',
    { timeoutMs: readMs, input: `${merged.join('\n')}\n` },
  );
  const authors = new Map(
    out
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => line.split('\u001F'))
      .map(([commit = '', name = '', email = '']) => [commit, { name, email }]),
  );
  return steps.map((step) => ({
    ...step,
    author: authors.get(step.parents[1] ?? '') ?? step.author,
  }));
}
