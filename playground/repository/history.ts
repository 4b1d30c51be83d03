import { type Change, changes, harmless } from './behaviours.ts';
import { chores } from './chores.ts';
import { past, plan } from './versions.ts';

/**
 * One commit: its words, and what it does to the files. `merges`: it was written on a branch of
 * this name, and somebody else pressed Merge.
 */
export type Commit = {
  readonly message: string;
  readonly merges: string | null;
  readonly by: string;
  readonly tag: string | null;
  apply(files: Map<string, string>): void;
};

/** Who writes the code: whoever is in the workspace too has one name in both. */
export const authors = [
  'Ana R. <ana@example.com>',
  'Tom B. <tom@example.com>',
  'Iris M. <iris@example.com>',
  'Sam O. <sam@example.com>',
] as const;
/** Who presses Merge. */
export const merger = 'Max M. <max@example.com>';
const choresPerVersion = 3;

/** The whole history of the service for one seed, oldest first. */
export function history(seed: number): readonly Commit[] {
  let number = 0;
  const author = () => authors[number % authors.length] ?? authors[0];
  const chore = (tag: string | null): Commit => {
    const next = chores[number];
    if (next === undefined) throw new Error('there are too few chores for so many versions');
    const [title, path, line] = next;
    const commit = {
      message: title,
      merges: /^Merge pull request #\d+ from [\w-]+\/(\S+)/.exec(title)?.[1] ?? null,
      by: author(),
      tag,
      apply: (files: Map<string, string>) => append(files, path, line),
    };
    number += 1;
    return commit;
  };
  const commits: Commit[] = [];
  for (const version of past)
    for (let i = choresPerVersion; i > 0; i -= 1)
      commits.push(chore(i === 1 ? `v${version}` : null));
  const spare = [...harmless];
  let broken: Change | null = null;
  for (const { version, behaviour } of plan(seed)) {
    if (broken !== null) commits.push(revert(broken, author()));
    const change = behaviour === 'healthy' ? spare.shift() : changes[behaviour];
    if (change === undefined) throw new Error('there are too few harmless changes');
    commits.push(
      chore(null),
      {
        message: change.title,
        merges: null,
        by: author(),
        tag: null,
        apply: (files) => patch(files, change),
      },
      chore(`v${version}`),
    );
    broken = behaviour === 'healthy' || behaviour === 'noisy' ? null : change;
  }
  return commits;
}

function revert(change: Change, by: string): Commit {
  const undo = {
    ...change,
    edits: change.edits.map(([from, to]) => [to, from] as const).toReversed(),
  };
  const pull = Number(/\(#(\d+)\)$/.exec(change.title)?.[1]);
  return {
    message: `Revert "${change.title}" (#${pull + 1})\n\nReverts whiteboard-works/board#${pull}`,
    merges: null,
    by,
    tag: null,
    apply: (files) => patch(files, undo),
  };
}

/** Each edit fits exactly once, or the source has changed under it and the story would be a lie. */
function patch(files: Map<string, string>, { path, edits }: Change): void {
  const before = files.get(path) ?? '';
  const after = edits.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2)
      throw new Error(`the change of ${path} does not fit: ${from}`);
    return text.replace(from, () => to);
  }, before);
  files.set(path, after);
}

function append(files: Map<string, string>, path: string, line: string): void {
  files.set(path, `${files.get(path) ?? ''}${line}\n`);
}
