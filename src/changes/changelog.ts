/**
 * # src/changes
 *
 * What differs between two builds: commits become changes, changes get their group, their owners
 * and the paths they touch, and an error's stack is matched with them. Pure: decides what people
 * read about a build, never what becomes of it.
 */

/** Where a change is listed. `care` comes first: somebody should look before users get it. */
export type ChangeGroup = 'care' | 'feature' | 'fix' | 'internal';

/** Why somebody should look before users get a change. */
export type Care =
  | {
      readonly kind:
        'breaking' | 'configuration' | 'feature-flag' | 'removed-endpoint' | 'untested';
    }
  | { readonly kind: 'migrations'; readonly count: number; readonly reversible: boolean }
  /** More of it changed than anybody reads with care. */
  | { readonly kind: 'lines' | 'files'; readonly count: number }
  /** Stored by a Davy that had another reason. */
  | { readonly kind: 'worded'; readonly text: string };

/**
 * One change as the history tells it: a merged pull request, or a commit. Title and author come
 * from outside.
 */
export type Change = {
  readonly commit: string;
  readonly title: string;
  readonly author: { readonly name: string; readonly email: string };
  /** When it was written (real ms since 1970). */
  readonly at: number;
  readonly group: ChangeGroup;
  /** Why it needs care; empty for most. */
  readonly care: readonly Care[];
  /** Paths it changed, from the top of the repository. */
  readonly files: readonly string[];
  /** Ticket keys of configured projects only. */
  readonly tickets: readonly string[];
  readonly pull: { readonly number: number; readonly url: string | null } | null;
};

/** What users get when `to` takes the place of `from`, newest change first. */
export type Changelog = {
  readonly service: string;
  readonly from: { readonly version: string; readonly commit: string };
  readonly to: { readonly version: string; readonly commit: string };
  readonly changes: readonly Change[];
  /** `to` does not contain `from`: these commits go away again. */
  readonly removed: readonly Change[];
  /** Where the whole comparison can be read, if the host of the repository is known. */
  readonly url: string | null;
};

/**
 * A comparison of two builds, or why there is none. `unread`: the history did not answer, and may
 * answer later.
 */
export type Compared =
  | { readonly kind: 'known'; readonly log: Changelog }
  | { readonly kind: 'unread'; readonly because: string }
  | { readonly kind: 'none'; readonly why: 'nothing-live' | 'is-live' | 'no-source' };
