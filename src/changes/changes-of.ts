import type { Change } from './changelog.ts';
import { careOf, groupOf } from './groups.ts';
import type { Commit, MergedCommit } from './commit.ts';
import { commitWords } from './commit-words.ts';
import type { Pull } from './merge-words.ts';
import { revertedCommit } from './reverts.ts';

/** What must be known of a team's habits to read its history. */
export type Habits = {
  /** Keys of the Jira projects of the service's teams. */
  readonly projects: readonly string[];
  readonly pullUrl: (pull: Pull) => string | null;
};

/**
 * What the steps of a history mean to users, newest first as given. What was taken back within them
 * is not among it, unless a path that `differs` in the end would be told by nothing else: a revert
 * is believed by its files, not by its words.
 */
export function changesOf(
  commits: readonly Commit[],
  habits: Habits,
  differs: (path: string) => boolean,
): readonly Change[] {
  const gone = takenBack(commits);
  const decision = new Set(
    commits.flatMap(({ commit, touched }) =>
      gone.has(commit) ? [] : touched.map(({ path }) => path),
    ),
  );
  const hides = ({ touched }: Commit) =>
    touched.some(({ path }) => differs(path) && !decision.has(path));
  return commits
    .filter((one) => !gone.has(one.commit) || hides(one))
    .map((commit) => changeOf(commit, habits));
}

function changeOf(
  { commit, author, at, message, touched, merged }: Commit,
  { projects, pullUrl }: Habits,
): Change {
  const words = commitWords(message, projects, merged.map(kept));
  const care = careOf(words, touched);
  const pull = words.pull && { number: words.pull.number, url: pullUrl(words.pull) };
  return {
    commit,
    title: words.title,
    author,
    at,
    group: groupOf(words, touched, care, author),
    care,
    files: touched.map(({ path }) => path),
    tickets: words.tickets,
    pull,
  };
}

/** The messages of what a merge brought, without what was taken back before it was merged. */
function kept(merged: readonly MergedCommit[]): readonly string[] {
  const gone = new Set(
    merged.flatMap(({ commit, message }) => {
      const reverted = revertedCommit(message);
      return merged.some((one) => one.commit === reverted) ? [commit, reverted] : [];
    }),
  );
  return merged.flatMap(({ commit, message }) => (gone.has(commit) ? [] : [message]));
}

/**
 * A change and its revert cancel out, if the revert touched exactly what the change had; a revert
 * of a revert brings the change back. Newest first, because what is itself taken back takes nothing
 * back.
 */
function takenBack(commits: readonly Commit[]): ReadonlySet<string> {
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

function touchesTheSame(one: Commit, other: Commit): boolean {
  const paths = new Set(other.touched.map(({ path }) => path));
  return one.touched.length === paths.size && one.touched.every(({ path }) => paths.has(path));
}
