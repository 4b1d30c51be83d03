import { UpstreamError } from '../../ports/errors.ts';
import type { RegisteredBuild } from '../../release/state/build.ts';
import type { Mirror } from './mirror.ts';
import { git } from './run.ts';

const quickMs = 20_000;
const full = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/** The commits of these builds, all in the copy: it is fetched only when one is missing. */
export async function commitsOf(
  mirror: Mirror,
  tag: string | null,
  builds: readonly RegisteredBuild[],
): Promise<readonly string[]> {
  await mirror.ready();
  const held = await Promise.all(builds.map((build) => find(mirror, tag, build)));
  if (!held.includes(null)) return held.filter((commit) => commit !== null);
  await mirror.fetch();
  return Promise.all(
    builds.map(async (build) => (await find(mirror, tag, build)) ?? seek(mirror, build)),
  );
}

/** Those of these that are commits of the copy as it is: nothing is fetched for the others. */
export async function commitsHere(
  folder: string,
  commits: readonly string[],
): Promise<readonly string[]> {
  const named = commits.filter((commit) => full.test(commit));
  if (named.length === 0) return [];
  const kinds = await git(
    folder,
    ['cat-file', '--batch-check=%(objectname) %(objecttype)'],
    'looking for commits',
    { timeoutMs: quickMs, input: named.map((commit) => `${commit}\n`).join('') },
  );
  const here = new Set(kinds.split('\n'));
  return named.filter((commit) => here.has(`${commit} commit`));
}

/**
 * By its commit; where the build was registered without one, by its tag. Neither can be read as an
 * option.
 */
async function find(
  { folder }: Mirror,
  tag: string | null,
  { commit, version }: RegisteredBuild,
): Promise<string | null> {
  const name = full.test(commit)
    ? commit
    : tag === null
      ? null
      : `refs/tags/${tag.replace('{version}', version)}`;
  if (name === null || !/^[\w./+@-]+$/.test(name)) return null;
  const found = await git(
    folder,
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`],
    'looking for a commit',
    { timeoutMs: quickMs },
  ).catch(() => '');
  return full.test(found.trim()) ? found.trim() : null;
}

/**
 * No branch holds it, but the host may still have it: a branch that was deleted, a queue that
 * merged.
 */
async function seek(
  mirror: Mirror,
  { service, version, commit }: RegisteredBuild,
): Promise<string> {
  const lost = (cause?: unknown) =>
    new UpstreamError(
      'Git',
      `looking for commit ${commit.slice(0, 12) || '(none)'} of ${service} ${version}: ` +
        'the repository does not have it',
      { cause },
    );
  if (!full.test(commit)) throw lost();
  await mirror.fetch(commit).catch((cause: unknown) => {
    throw lost(cause);
  });
  return commit;
}
