import type { Commit, MergedCommit } from './commit.ts';
import { commitWords } from './commit-words.ts';
import { revertedCommit } from './reverts.ts';

/**
 * The messages of what a merge brought, without what was taken back before it was merged. Newest
 * first, because what is itself taken back takes nothing back.
 */
export function messagesLeft(merged: readonly MergedCommit[]): readonly string[] {
  const known = new Set(merged.map(({ commit }) => commit));
  const gone = new Set<string>();
  for (const { commit, message } of merged) {
    const reverted = gone.has(commit) ? null : revertedCommit(message);
    if (reverted !== null && known.has(reverted) && !gone.has(reverted))
      gone.add(commit).add(reverted);
  }
  return merged.flatMap(({ commit, message }) => (gone.has(commit) ? [] : [message]));
}

/**
 * A change and its revert cancel out, if the revert touched exactly what the change had; a revert
 * of a revert brings the change back. Newest first, because what is itself taken back takes nothing
 * back.
 */
export function takenBack(commits: readonly Commit[]): ReadonlySet<string> {
  const known = new Map(commits.map((commit) => [commit.commit, commit]));
  const byPull = new Map<string, Commit>();
  for (const commit of commits) {
    const { pull } = commitWords(commit.message, []);
    if (pull) byPull.set(String(pull.number), commit);
  }
  const gone = new Set<string>();
  for (const revert of commits) {
    const reverted = gone.has(revert.commit) ? undefined : revertedBy(revert, known, byPull);
    if (!reverted || gone.has(reverted.commit) || !touchesTheSame(revert, reverted)) continue;
    gone.add(revert.commit).add(reverted.commit);
  }
  return gone;
}

/** Git names the commit, GitHub the pull request. */
function revertedBy(
  { message, at }: Commit,
  known: ReadonlyMap<string, Commit>,
  byPull: ReadonlyMap<string, Commit>,
): Commit | undefined {
  if (!/\brevert/i.test(message)) return undefined;
  const named = revertedCommit(message);
  const pull = /^Reverts [\w./-]*#(\d{1,9})\s*$/m.exec(message)?.[1];
  const found =
    (named === null ? undefined : known.get(named)) ??
    (pull === undefined ? undefined : byPull.get(pull));
  return found && found.at <= at ? found : undefined;
}

/** Words prove nothing; that both touched the same files does. */
export function touchesTheSame(one: Commit, other: Commit): boolean {
  const paths = new Set(other.touched.map(({ path }) => path));
  return one.touched.length === paths.size && one.touched.every(({ path }) => paths.has(path));
}
