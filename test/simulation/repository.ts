import type { RegisteredBuild } from '../../src/release/state/build.ts';
import type { Change, Changelog } from '../../src/changes/changelog.ts';
import type { Source } from '../../src/ports/source.ts';
import type { Team } from '../../src/service/service.ts';
import type { Dice } from './random.ts';

/** Which team answers for which paths. What nobody owns is everybody's. */
export const owners: readonly Team[] = [
  { name: 'whiteboard', approvers: ['S0WHITE'], owns: ['server/board/**'] },
  { name: 'accounts', approvers: ['S0ACCOUNTS'], owns: ['server/accounts/**'] },
];

type Commit = {
  readonly build: RegisteredBuild;
  readonly parent: Commit | null;
  readonly files: readonly string[];
};

/** The service's history: most builds come one after the other, some from an older one. */
export function makeRepository(dice: Dice, builds: readonly RegisteredBuild[]) {
  const commits: Commit[] = [];
  for (const build of builds) {
    const parent = dice.chance(0.8)
      ? commits.at(-1)
      : commits.length > 0
        ? dice.pick(commits)
        : undefined;
    const files = dice.pick([
      ['server/board/ink.ts'],
      ['server/accounts/name.ts'],
      ['server/board/ink.ts', 'server/accounts/name.ts'],
      ['docs/store.md'],
    ]);
    commits.push({ build, parent: parent ?? null, files });
  }
  const find = (commit: string) => commits.find((one) => one.build.commit === commit);
  const past = (commit: string): readonly Commit[] => {
    const one = find(commit);
    return one ? [one, ...(one.parent ? past(one.parent.build.commit) : [])] : [];
  };
  const contains = (build: RegisteredBuild, commit: string) =>
    past(build.commit).some((one) => one.build.commit === commit);
  const between = (from: RegisteredBuild, to: RegisteredBuild) =>
    past(to.commit).filter((one) => !contains(from, one.build.commit));
  const api: Source = {
    contains: async (build, commit) => contains(build, commit),
    within: async (build, commits) => commits.filter((commit) => contains(build, commit)),
    containsAny: async (build, commit) => contains(build, commit),
    changes: async (from, to): Promise<Changelog> => ({
      service: to.service,
      from: { version: from.version, commit: from.commit },
      to: { version: to.version, commit: to.commit },
      url: null,
      changes: between(from, to).map(changeOf),
      removed: between(to, from).map(changeOf),
    }),
  };
  /** The paths that differ for users, from the repository's own book. */
  const paths = (from: RegisteredBuild, to: RegisteredBuild) =>
    [...between(from, to), ...between(to, from)].flatMap(({ files }) => files);
  /** The commits of `to` that are not in `from`. */
  const apart = (from: RegisteredBuild, to: RegisteredBuild) =>
    between(from, to).map(({ build: { commit } }) => commit);
  return { api, contains, paths, apart };
}

function changeOf({ build, files }: Commit): Change {
  return {
    commit: build.commit,
    title: `Change ${build.version}`,
    author: { name: 'Eva', email: 'eva@example.com' },
    at: 0,
    group: 'feature',
    care: [],
    files,
    tickets: [],
    pull: null,
  };
}
