import type { Change, Changelog } from './changelog.ts';
import { careOf, groupOf } from './groups.ts';
import type { Commit } from './commit.ts';
import { commitWords } from './commit-words.ts';
import type { Pull } from './merge-words.ts';
import { fitted, picked, pickedAny } from './picked.ts';
import { messagesLeft, takenBack } from './taken-back.ts';

/** What must be known of a team's habits to read its history. */
export type Habits = {
  /** Keys of the Jira projects of the service's teams. */
  readonly projects: readonly string[];
  /** Where its migrations are; null where nobody said so. */
  readonly migrations: readonly string[] | null;
  readonly pullUrl: (pull: Pull) => string | null;
};

/** The steps that two builds do not share: what one has, and what the other has. */
export type Apart = { readonly ahead: readonly Commit[]; readonly behind: readonly Commit[] };

/**
 * What lies between two builds, as users see it, newest first as given. What was taken back is not
 * among it, nor is a fix that both have because it was picked: neither changes what users have. A
 * path that `differs` in the end, and would be told by nothing else, is told all the same: a revert
 * is believed by its files, not by its words.
 */
export function changesApart(
  { ahead, behind }: Apart,
  habits: Habits,
  differs: (path: string) => boolean,
): Pick<Changelog, 'changes' | 'removed'> {
  const [goneAhead, goneBehind] = [takenBack(ahead), takenBack(behind)];
  const added = picked(left(ahead), left(behind));
  const lost = picked(left(behind), left(ahead));
  const other = fitted(left(ahead), left(behind));
  const isHidden = ({ commit }: Commit) =>
    [goneAhead, goneBehind, added, lost].some((hidden) => hidden.has(commit));
  const told = new Set(
    [...ahead, ...behind]
      .filter((one) => !isHidden(one))
      .flatMap(({ touched }) => touched.map(({ path }) => path)),
  );
  const hides = ({ touched }: Commit) =>
    touched.some(({ path }) => differs(path) && !told.has(path));
  // Only its words say that both have it: what users get by it is told while the files differ.
  const isOther = ({ commit, touched }: Commit) =>
    other.has(commit) && touched.some(({ path }) => differs(path));
  const means = (commit: Commit) => changeOf(commit, habits);
  return {
    changes: ahead.filter((one) => !isHidden(one) || hides(one) || isOther(one)).map(means),
    // What is on both sides is told once, with what is new.
    removed: behind
      .filter((one) => !isHidden(one) || (goneBehind.has(one.commit) && hides(one)))
      .map(means),
  };
}

/** Whether everything that was behind is ahead as well, and was not taken back there. */
export function isPickedWhole({ ahead, behind }: Apart): boolean {
  const lacking = left(behind);
  return picked(lacking, left(ahead)).size === lacking.length;
}

/** Whether anything of it is. */
export function isPickedInPart({ ahead, behind }: Apart): boolean {
  return pickedAny(left(behind), left(ahead));
}

/** What was taken back is not there any more. */
function left(steps: readonly Commit[]): readonly Commit[] {
  const gone = takenBack(steps);
  return steps.filter(({ commit }) => !gone.has(commit));
}

function changeOf(
  { commit, author, at, message, touched, merged }: Commit,
  { projects, migrations, pullUrl }: Habits,
): Change {
  const words = commitWords(message, projects, merged.map(messagesLeft));
  const care = careOf(words, touched, migrations);
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
