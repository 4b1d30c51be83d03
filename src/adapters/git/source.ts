import type { Source } from '../../ports/source.ts';
import type { Build } from '../../release/state/build.ts';
import type { Changelog } from '../../changes/changelog.ts';
import type { Commit } from '../../changes/commit.ts';
import { changesOf, type Habits } from '../../changes/changes-of.ts';
import { commitsOf } from './find-commit.ts';
import { type Mirror, mirrorOf } from './mirror.ts';
import { pagesOf } from './pages.ts';
import { patiently, type Patience } from './patient.ts';
import { withMerged } from './read-merged.ts';
import { contains, pathsBetween, stepsBetween, withRealAuthors } from './read-log.ts';

/** Where the history of one service is, and what must be known to read it. */
export type GitSource = {
  readonly service: string;
  /** A path, https://…, ssh://… or git@host:path; checked where davy.yml is read. */
  readonly repository: string;
  /**
   * How versions are tagged, such as `v{version}`: for builds that were registered without their
   * commit.
   */
  readonly tag: string | null;
  readonly web: string | null;
  /** Keys of Jira projects. */
  readonly projects: readonly string[];
  /** Davy's own copies are kept there. */
  readonly directory: string;
  readonly patience: Patience;
};

/**
 * The history of a service, read with git itself from a copy that is fetched when a commit is
 * missing.
 */
export function gitSource(options: GitSource): Source {
  const { service, repository, tag, web, projects, patience } = options;
  const mirror = mirrorOf(options);
  const pages = pagesOf(repository, web);
  const compared = patiently<Changelog>(patience);
  const held = patiently<boolean>(patience);
  return {
    changes: (from, to) =>
      compared(
        `${from.commit} ${to.commit} ${from.version} ${to.version}`,
        `comparing ${service} ${from.version} with ${to.version}`,
        async () => {
          const [a = '', b = ''] = await commitsOf(mirror, tag, [from, to]);
          const between = await read(mirror, { projects, pullUrl: pages.pull }, a, b);
          return {
            service,
            from: named(from),
            to: named(to),
            ...between,
            url: pages.compare(a, b),
          };
        },
      ),
    contains: (build, commit) =>
      held(
        `${build.commit} ${build.version} ${commit}`,
        `looking for a commit in ${service} ${build.version}`,
        async () => {
          const [whole = ''] = await commitsOf(mirror, tag, [build]);
          const [part = ''] = await commitsOf(mirror, null, [{ ...build, commit }]);
          return contains(mirror.folder, whole, part);
        },
      ),
  };
}

/**
 * Both ways: what the new build has and the old one lacks, and, where they went apart, what goes
 * away again.
 */
async function read(
  { folder }: Mirror,
  habits: Habits,
  from: string,
  to: string,
): Promise<Pick<Changelog, 'changes' | 'removed'>> {
  const [ahead, behind, differing] = await Promise.all([
    stepsBetween(folder, from, to),
    stepsBetween(folder, to, from),
    pathsBetween(folder, from, to),
  ]);
  const differs = (path: string) => differing.has(path);
  const whole = async (steps: readonly Commit[], since: string, until: string) =>
    withMerged(folder, await withRealAuthors(folder, steps), since, until);
  const [changes, removed] = await Promise.all([whole(ahead, from, to), whole(behind, to, from)]);
  return {
    changes: changesOf(changes, habits, differs),
    removed: changesOf(removed, habits, differs),
  };
}

function named({ version, commit }: Build): Changelog['from'] {
  return { version, commit };
}
