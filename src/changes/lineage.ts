/**
 * What the repository said of one live build: whether a pre-release's build contains its commit.
 */
export type Ancestry = { readonly commit: string; readonly contained: boolean };

/**
 * What the history of the repository says of a build, read when it is asked for. Without a
 * repository nothing is claimed: every team is asked.
 */
export type Lineage = {
  /** Teams whose paths it changes, compared with what is live; null when nobody can tell. */
  readonly teams: readonly string[] | null;
  /**
   * Versions it contains anything of, picked or not: of barred builds, of what is live, and of
   * pre-releases that are open.
   */
  readonly contains: readonly string[];
  /** Of pre-releases it contains as a whole: the teams none of whose paths changed in between. */
  readonly untouched: readonly { readonly release: string; readonly teams: readonly string[] }[];
};

/** Nothing is known. */
export const noLineage: Lineage = { teams: null, contains: [], untouched: [] };
