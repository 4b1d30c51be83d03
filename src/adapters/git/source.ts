import type { Source } from '../../ports/source.ts';
import type { RegisteredBuild } from '../../release/state/build.ts';
import type { Changelog } from '../../changes/changelog.ts';
import { changesApart } from '../../changes/changes-of.ts';
import { apartOf, differing, holds, holdsAny, type TwoBuilds } from './apart.ts';
import { commitsHere, commitsOf } from './find-commit.ts';
import { historyHolds } from './compare.ts';
import { type Mirror, mirrorOf } from './mirror.ts';
import { pagesOf } from './pages.ts';
import { patiently, type Patience } from './patient.ts';

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
  /** Only what touches these is the service's; empty means the whole repository. */
  readonly paths: readonly string[];
  /** Keys of Jira projects. */
  readonly projects: readonly string[];
  /** Where its migrations are; null where nobody said so. */
  readonly migrations: readonly string[] | null;
  /** A host that says nothing for so long is given up (real ms). */
  readonly silentMs: number;
  /** Davy's own copies are kept there. */
  readonly directory: string;
  readonly patience: Patience;
};

/**
 * The history of a service, read with git itself from a copy that is fetched when a commit is
 * missing.
 */
export function gitSource(options: GitSource): Source {
  const { service, repository, tag, web, projects, paths, migrations, patience } = options;
  const mirror = mirrorOf(options);
  const pages = pagesOf(repository, web);
  const compared = patiently<Changelog>(patience);
  return {
    changes: (from, to) =>
      compared(
        `${from.commit} ${to.commit} ${from.version} ${to.version}`,
        `comparing ${service} ${from.version} with ${to.version}`,
        async () => {
          const [a = '', b = ''] = await commitsOf(mirror, tag, [from, to]);
          const builds = { folder: mirror.folder, from: a, to: b, paths };
          const [apart, differs] = await Promise.all([apartOf(builds), differing(builds)]);
          return {
            service,
            from: named(from),
            to: named(to),
            ...changesApart(apart, { projects, migrations, pullUrl: pages.pull }, differs),
            url: pages.compare(a, b),
          };
        },
      ),
    ...heldIn(options, mirror),
  };
}

/** What one build has of others. */
function heldIn(
  { service, tag, paths, patience }: GitSource,
  mirror: Mirror,
): Pick<Source, 'contains' | 'within' | 'containsAny'> {
  const held = patiently<boolean>(patience);
  const within = patiently<readonly string[]>(patience);
  const buildsOf = async (build: RegisteredBuild, commit: string): Promise<TwoBuilds> => {
    const [to = ''] = await commitsOf(mirror, tag, [build]);
    const [from = ''] = await commitsOf(mirror, null, [{ ...build, commit }]);
    return { folder: mirror.folder, from, to, paths };
  };
  return {
    contains: (build, commit) =>
      held(
        `all ${build.commit} ${build.version} ${commit}`,
        `looking for a commit in ${service} ${build.version}`,
        async () => holds(await buildsOf(build, commit)),
      ),
    within: (build, commits) =>
      within(
        `${build.commit} ${build.version} ${commits.join(' ')}`,
        `looking for ${commits.length} commits in ${service} ${build.version}`,
        async () => {
          const [whole = ''] = await commitsOf(mirror, tag, [build]);
          const here = await commitsHere(mirror.folder, commits);
          return historyHolds(mirror.folder, whole, here);
        },
      ),
    containsAny: (build, commit, served) =>
      held(
        `any ${build.commit} ${build.version} ${commit} ${served?.commit} ${served?.version}`,
        `looking for changes in ${service} ${build.version}`,
        async () => {
          const builds = await buildsOf(build, commit);
          const [before = null] = served ? await commitsOf(mirror, tag, [served]) : [];
          return holdsAny(builds, before);
        },
      ),
  };
}

function named({ version, commit }: RegisteredBuild): Changelog['from'] {
  return { version, commit };
}
