/**
 * What people feel of a build that is bad, counted when it was judged: the numbers behind a
 * sentence such as "1 new error hits 1 in 8 requests". What nobody counted is null, and nothing is
 * said of it.
 */
export type Felt = {
  /** The version that is compared with; null where there is none. */
  readonly before: string | null;
  /** The signals that are told by this; the others are told as they were measured. */
  readonly tells: readonly string[];
  /** Error groups that speak against it; `users` met the one that hit most of them. */
  readonly errors: {
    readonly groups: number;
    /** The old servers were asked, and saw none of them. */
    readonly never: boolean;
    readonly what: 'new' | 'regressed' | 'escalating' | 'mixed';
    readonly users: number;
    readonly times: number;
  } | null;
  /** Shares (0 to 1) of the requests that fail, on it and before. */
  readonly requests: {
    readonly signal: string;
    readonly failing: number;
    readonly before: number | null;
  } | null;
};
