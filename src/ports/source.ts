import type { Changelog } from '../changes/changelog.ts';
import type { Build } from '../release/state/build.ts';

/**
 * Git's role: what lies between two builds. Throws `UpstreamError` when the repository does not
 * answer or lacks a commit.
 */
export type Source = {
  changes(from: Build, to: Build): Promise<Changelog>;
  /** Whether `build` contains `commit`. */
  contains(build: Build, commit: string): Promise<boolean>;
};
