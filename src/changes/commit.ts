/** A file a commit touched; lines are null where nobody can count them, as in a picture. */
export type Touched = {
  readonly path: string;
  readonly how: 'added' | 'changed' | 'removed';
  readonly lines: number | null;
};

/**
 * What a commit changes, as one word that is the same for the same change wherever it was applied;
 * null where nobody asked, because no other commit could be alike.
 */
export type Patch = string | null;

/** A commit that a merge brought. */
export type MergedCommit = {
  readonly commit: string;
  readonly message: string;
  readonly isMerge: boolean;
  readonly patch: Patch;
};

/**
 * A step of the history as git tells it, along first parents: a merge stands for all it brought.
 */
export type Commit = {
  readonly commit: string;
  readonly parents: readonly string[];
  readonly author: { readonly name: string; readonly email: string };
  /** When it was written (real ms since 1970). */
  readonly at: number;
  /** The whole message, as written. */
  readonly message: string;
  readonly touched: readonly Touched[];
  /** Against its first parent: of a merge, of all it brought. */
  readonly patch: Patch;
  /** What a merge brought, for each of its branches, newest first; empty for what is no merge. */
  readonly merged: readonly (readonly MergedCommit[])[];
};
