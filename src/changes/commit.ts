/** A file a commit touched; lines are null where nobody can count them, as in a picture. */
export type Touched = {
  readonly path: string;
  readonly how: 'added' | 'changed' | 'removed';
  readonly lines: number | null;
};

/** A commit that a merge brought. */
export type MergedCommit = { readonly commit: string; readonly message: string };

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
  /** What a merge brought, for each of its branches, newest first; empty for what is no merge. */
  readonly merged: readonly (readonly MergedCommit[])[];
};
