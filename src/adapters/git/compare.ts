import { asItIs, git } from './run.ts';
import { pathspecs } from './read-log.ts';

const readMs = 60_000;

/** The paths that are not the same in both, whatever happened to them in between. */
export async function pathsBetween(
  folder: string,
  from: string,
  to: string,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  const out = await git(
    folder,
    [
      'diff',
      '--name-only',
      '-z',
      ...asItIs,
      '--end-of-options',
      from,
      to,
      '--',
      ...pathspecs(paths),
    ],
    'comparing files',
    { timeoutMs: readMs },
  );
  return new Set(out.split('\0').filter((path) => path !== ''));
}

/** Whether the history of `whole` holds `part`. */
export async function contains(folder: string, whole: string, part: string): Promise<boolean> {
  const missing = await git(
    folder,
    ['rev-list', '--max-count=1', '--end-of-options', part, `^${whole}`],
    'looking for a commit',
    { timeoutMs: readMs },
  );
  return missing.trim() === '';
}
