import { createHash, randomBytes } from 'node:crypto';
import type { Commit } from '../../changes/commit.ts';
import type { Apart } from '../../changes/changes-of.ts';
import { pathspecs } from './read-log.ts';
import { bareLog, git } from './run.ts';

const readMs = 60_000;
/** So many patches are read at a time: a patch can be large. */
const atOnce = 200;

/**
 * The steps of both sides with their patches, where one could be alike: git's own comparison names
 * the commits, and a merge may be on the other side as one commit with the same files.
 */
export async function withPatches(
  folder: string,
  { ahead, behind }: Apart,
  paths: readonly string[],
): Promise<Apart> {
  const [a, b] = [ahead[0]?.commit, behind[0]?.commit];
  if (a === undefined || b === undefined) return { ahead, behind };
  const alike = await alikeBetween(folder, a, b);
  const wanted = [...ahead, ...behind]
    .flatMap((one) => [one, ...one.merged.flat()])
    .flatMap(({ commit }) => (alike.has(commit) ? [commit] : []));
  const patches = await patchesOf(
    folder,
    [...new Set([...wanted, ...sameFiles(ahead, behind), ...sameFiles(behind, ahead)])],
    paths,
  );
  const whole = (step: Commit): Commit => ({
    ...step,
    patch: patches.get(step.commit) ?? null,
    merged: step.merged.map((branch) =>
      branch.map((one) => ({ ...one, patch: patches.get(one.commit) ?? null })),
    ),
  });
  return { ahead: ahead.map(whole), behind: behind.map(whole) };
}

/**
 * Whether anything of one side could be on the other as well: where no commit is alike, none says
 * that it was picked, and nothing was merged, there is no need to read every patch.
 */
export async function mayBePicked(folder: string, a: string, b: string): Promise<boolean> {
  const counted = async (...which: readonly string[]) => {
    const out = await git(
      folder,
      ['rev-list', '--max-count=1', ...which, '--end-of-options', `${a}...${b}`, '--'],
      'looking for what was picked',
      { timeoutMs: readMs },
    );
    return out.trim() !== '';
  };
  const found = await Promise.all([
    alikeBetween(folder, a, b).then((alike) => alike.size > 0),
    counted('--merges'),
    counted('--fixed-strings', '--grep=(cherry picked from commit '),
  ]);
  return found.includes(true);
}

/** Commits of both sides that git itself holds for the same change. */
async function alikeBetween(folder: string, a: string, b: string): Promise<ReadonlySet<string>> {
  const out = await git(
    folder,
    [
      'rev-list',
      '--cherry-mark',
      '--left-right',
      '--no-merges',
      '--end-of-options',
      `${a}...${b}`,
      '--',
    ],
    'looking for what was picked',
    { timeoutMs: readMs },
  );
  return new Set(out.split('\n').flatMap((line) => (line.startsWith('=') ? [line.slice(1)] : [])));
}

/** Steps that touch just what some step of the other side touches, where one of both is a merge. */
function sameFiles(steps: readonly Commit[], others: readonly Commit[]): readonly string[] {
  const known = new Map<string, boolean>();
  for (const one of others)
    known.set(filesOf(one), (known.get(filesOf(one)) ?? false) || isMerge(one));
  return steps
    .filter((one) => one.touched.length > 0 && known.has(filesOf(one)))
    .filter((one) => isMerge(one) || known.get(filesOf(one)) === true)
    .map(({ commit }) => commit);
}

function filesOf({ touched }: Commit): string {
  return touched
    .map(({ path }) => path)
    .sort()
    .join('\0');
}

function isMerge({ parents }: Commit): boolean {
  return parents.length > 1;
}

async function patchesOf(
  folder: string,
  commits: readonly string[],
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (let i = 0; i < commits.length; i += atOnce) {
    const mark = randomBytes(12).toString('hex');
    const out = await git(
      folder,
      [
        'log',
        '--no-walk=unsorted',
        '--stdin',
        '--patch',
        '--diff-merges=first-parent',
        '--full-index',
        ...bareLog,
        `--format=tformat:${mark}%H`,
        '--',
        ...pathspecs(paths),
      ],
      'comparing patches',
      { timeoutMs: readMs, input: `${commits.slice(i, i + atOnce).join('\n')}\n` },
    );
    for (const part of out.split(mark).slice(1)) {
      const end = part.indexOf('\n');
      const patch = identity(part.slice(end + 1));
      if (patch !== null) found.set(part.slice(0, end), patch);
    }
  }
  return found;
}

/** The same for the same change, in whatever line it was made; nothing changed is like nothing. */
function identity(patch: string): string | null {
  const lines = patch.split('\n').filter((line) => line !== '');
  if (lines.length === 0) return null;
  const said = lines.flatMap((line, i) => {
    // Which bytes they are is all there is to say of files that are no text.
    if (line.startsWith('index '))
      return lines[i + 1]?.startsWith('Binary files ') === true ? [line] : [];
    return [line.startsWith('@@ ') ? '@@' : line];
  });
  return createHash('sha256').update(said.join('\n')).digest('hex');
}
