import type { Commit, Patch } from './commit.ts';
import { commitWords } from './commit-words.ts';
import { touchesTheSame } from './taken-back.ts';

/**
 * Those of these steps whose change the others have as well, under another commit: the same patch,
 * or the patches of all they merged, or git's own word for it where the files are the same ones.
 * Which history holds a commit says nothing of it: a fix is picked, and later comes by itself.
 */
export function picked(steps: readonly Commit[], others: readonly Commit[]): ReadonlySet<string> {
  return new Set([...alike(steps, others), ...namedBy(steps, others)]);
}

/**
 * Those of them that the others have in another form: only words say that they are the same, so
 * what differs is told.
 */
export function fitted(steps: readonly Commit[], others: readonly Commit[]): ReadonlySet<string> {
  const same = alike(steps, others);
  return new Set([...namedBy(steps, others)].filter((commit) => !same.has(commit)));
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

function alike(steps: readonly Commit[], others: readonly Commit[]): ReadonlySet<string> {
  if (steps.length === 0 || others.length === 0) return new Set();
  const patches = patchesOf(others);
  const has = (patch: Patch) => patch !== null && patches.has(patch);
  return new Set(
    steps.flatMap(({ commit, patch, merged }) => {
      const brought = merged.flat().filter(({ isMerge }) => !isMerge);
      const isWhole = brought.length > 0 && brought.every((one) => has(one.patch));
      return has(patch) || isWhole ? [commit] : [];
    }),
  );
}

/**
 * A pick that had to be fitted has another patch; `git cherry-pick -x` names what it picked, and a
 * pick of a pick names both. It keeps the title, too: who writes another one made another change.
 */
function namedBy(steps: readonly Commit[], others: readonly Commit[]): ReadonlySet<string> {
  if (steps.length === 0 || others.length === 0) return new Set();
  const pairs = others.flatMap((one) => originsOf(one).map((origin) => ({ origin, one })));
  const known = Map.groupBy(pairs, ({ origin }) => origin);
  const isNamed = (step: Commit) =>
    originsOf(step)
      .flatMap((origin) => known.get(origin) ?? [])
      .some(({ one }) => touchesTheSame(step, one) && titleOf(step) === titleOf(one));
  return new Set(steps.filter(isNamed).map(({ commit }) => commit));
}

/** Itself, and all it was picked from. */
function originsOf({ commit, message }: Commit): readonly string[] {
  const lines = message.matchAll(/^\(cherry picked from commit ([0-9a-f]{40,64})\)\r?$/gm);
  return [commit, ...Array.from(lines, ([, origin = '']) => origin)];
}

function titleOf({ message }: Commit): string {
  return commitWords(message, []).title;
}
