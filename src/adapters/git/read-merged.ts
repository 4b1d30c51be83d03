import type { Commit, MergedCommit } from '../../changes/commit.ts';
import { argsOf, type Stretch } from './read-log.ts';
import { git } from './run.ts';

const readMs = 60_000;
/** More than this was not merged between two builds. */
const mostCommits = 50_000;

/** The steps with the messages of what each merge brought: nobody else says what is in it. */
export async function withMerged(
  folder: string,
  stretch: Stretch,
  steps: readonly Commit[],
): Promise<readonly Commit[]> {
  if (steps.every(({ parents }) => parents.length < 2)) return steps;
  const [all, touching] = await Promise.all([
    read(folder, { ...stretch, paths: [] }),
    stretch.paths.length === 0 ? null : commitsTouching(folder, stretch),
  ]);
  return eachWithItsOwn(steps, all, ({ commit }) => touching?.has(commit) ?? true);
}

async function read(folder: string, stretch: Stretch): Promise<readonly Known[]> {
  const out = await git(
    folder,
    [
      'log',
      '--topo-order',
      '-z',
      '--no-show-signature',
      '--no-notes',
      '--encoding=UTF-8',
      `--max-count=${mostCommits}`,
      '--format=tformat:%H%x1f%P%x1f%B',
      ...argsOf(stretch),
    ],
    'reading what merges brought',
    { timeoutMs: readMs },
  );
  return out.split('\0').filter(Boolean).map(readOne);
}

/** Of a large repository only what is the service's own. */
async function commitsTouching(folder: string, stretch: Stretch): Promise<ReadonlySet<string>> {
  const out = await git(
    folder,
    ['rev-list', '--full-history', `--max-count=${mostCommits}`, ...argsOf(stretch)],
    'reading what merges brought',
    { timeoutMs: readMs },
  );
  return new Set(out.split('\n'));
}

type Known = MergedCommit & { readonly parents: readonly string[]; readonly place: number };

function readOne(text: string, place: number): Known {
  const [commit = '', parents = '', ...message] = text.split('\u001F');
  const named = parents.split(' ').filter(Boolean);
  return {
    commit,
    parents: named,
    isMerge: named.length > 1,
    message: message.join('\u001F').trimEnd(),
    patch: null,
    place,
  };
}

/** The oldest merge that brings a commit has it; what the first parents have nobody brings. */
function eachWithItsOwn(
  steps: readonly Commit[],
  known: readonly Known[],
  counts: (one: Known) => boolean,
): readonly Commit[] {
  const byCommit = new Map(known.map((one) => [one.commit, one]));
  const had = new Set(steps.map(({ commit }) => commit));
  const bring = (tip: string): readonly MergedCommit[] => {
    const found: Known[] = [];
    const open = [tip];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      const one = had.has(at) ? undefined : byCommit.get(at);
      if (!one) continue;
      had.add(at);
      found.push(one);
      open.push(...one.parents);
    }
    return found
      .filter(counts)
      .sort((a, b) => a.place - b.place)
      .map(({ commit, message, isMerge, patch }) => ({ commit, message, isMerge, patch }));
  };
  return steps
    .toReversed()
    .map((step) => ({ ...step, merged: step.parents.slice(1).map(bring) }))
    .toReversed();
}
