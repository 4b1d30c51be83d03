import type { Commit, Patch } from './commit.ts';
import { touchesTheSame } from './taken-back.ts';

/**
 * Those of these steps whose change the others have as well, under another commit: the same patch,
 * or the patches of all they merged, or git's own word for it where the files are the same ones.
 * Which history holds a commit says nothing of it: a fix is picked, and later comes by itself.
 */
export function picked(steps: readonly Commit[], others: readonly Commit[]): ReadonlySet<string> {
  if (steps.length === 0 || others.length === 0) return new Set();
  const patches = patchesOf(others);
  const has = (patch: Patch) => patch !== null && patches.has(patch);
  const named = namedBy(steps, others);
  return new Set(
    steps.flatMap(({ commit, patch, merged }) => {
      const brought = merged.flat().filter(({ isMerge }) => !isMerge);
      const isWhole = brought.length > 0 && brought.every((one) => has(one.patch));
      return has(patch) || isWhole || named.has(commit) ? [commit] : [];
    }),
  );
}

/** Whether the others have anything of these steps, be it one commit of a merge. */
export function pickedAny(steps: readonly Commit[], others: readonly Commit[]): boolean {
  const patches = patchesOf(others);
  return picked(steps, others).size > 0 || [...patchesOf(steps)].some((one) => patches.has(one));
}

function patchesOf(steps: readonly Commit[]): ReadonlySet<string> {
  return new Set(
    steps
      .flatMap(({ patch, merged }) => [patch, ...merged.flat().map((one) => one.patch)])
      .filter((patch) => patch !== null),
  );
}

/** A pick that had to be fitted has another patch; `git cherry-pick -x` names what it picked. */
function namedBy(steps: readonly Commit[], others: readonly Commit[]): ReadonlySet<string> {
  const named = new Set<string>();
  for (const [picks, from] of [
    [steps, others],
    [others, steps],
  ] as const) {
    const known = new Map(from.map((one) => [one.commit, one]));
    for (const pick of picks) {
      const origin = known.get(originOf(pick.message) ?? '');
      if (origin && touchesTheSame(pick, origin)) named.add(pick.commit).add(origin.commit);
    }
  }
  return named;
}

function originOf(message: string): string | null {
  return /^\(cherry picked from commit ([0-9a-f]{40,64})\)$/m.exec(message)?.[1] ?? null;
}
