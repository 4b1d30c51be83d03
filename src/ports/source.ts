import type { Changelog } from '../changes/changelog.ts';
import type { RegisteredBuild } from '../release/state/build.ts';

/**
 * Git's role: what lies between two builds. Throws `UpstreamError` when the repository does not
 * answer or lacks a commit.
 */
export type Source = {
  changes(from: RegisteredBuild, to: RegisteredBuild): Promise<Changelog>;
  /** Whether `build` contains all that `commit` has: in its history, or picked change by change. */
  contains(build: RegisteredBuild, commit: string): Promise<boolean>;
  /** Those of these commits that lie in its history: one question, however many there are. */
  within(build: RegisteredBuild, commits: readonly string[]): Promise<readonly string[]>;
  /** Whether it contains anything that `commit` brought and `served`, if given, did not have. */
  containsAny(
    build: RegisteredBuild,
    commit: string,
    served: RegisteredBuild | null,
  ): Promise<boolean>;
};
