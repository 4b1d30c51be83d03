import type { Commit, MergedCommit } from '../../changes/commit.ts';
import { git } from './run.ts';

const readMs = 60_000;
/** More than this was not merged between two builds. */
const mostCommits = 50_000;

/** The steps with the messages of what each merge brought: nobody else says what is in it. */
export async function withMerged(
  folder: string,
  steps: readonly Commit[],
  from: string,
  to: string,
): Promise<readonly Commit[]> {
  if (steps.every(({ parents }) => parents.length < 2)) return steps;
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
      '--end-of-options',
      `${from}..${to}`,
      '--',
    ],
    'reading what merges brought',
    { timeoutMs: readMs },
  );
  return eachWithItsOwn(steps, out.split('\0').filter(Boolean).map(readOne));
}

type Known = MergedCommit & { readonly parents: readonly string[]; readonly place: number };

function readOne(text: string, place: number): Known {
  const [commit = '', parents = '', ...message] = text.split('\u001F');
  return {
    commit,
    parents: parents.split(' ').filter(Boolean),
    message: message.join('\u001F').trimEnd(),
    place,
  };
}

/** The oldest merge that brings a commit has it; what the first parents have nobody brings. */
function eachWithItsOwn(steps: readonly Commit[], known: readonly Known[]): readonly Commit[] {
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
      .sort((a, b) => a.place - b.place)
      .map(({ commit, message }) => ({ commit, message }));
  };
  return steps
    .toReversed()
    .map((step) => ({ ...step, merged: step.parents.slice(1).map(bring) }))
    .toReversed();
}
