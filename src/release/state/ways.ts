/**
 * How a kind of fleet differs from the others. It stands in the plan and its hash, and is never
 * read from the configuration while a release runs: no rule asks what kind a fleet is.
 */
export type Ways = {
  /** So many servers fit one call within its deadline; the next look does the rest. */
  readonly atOnce: number;
  /** Users last no longer on a closed server (real ms); null: as long as they like. */
  readonly closedMs: number | null;
};
