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

/** Those of `parts` that the history of `whole` holds: one call, for thousands, too. */
export async function historyHolds(
  folder: string,
  whole: string,
  parts: readonly string[],
): Promise<readonly string[]> {
  if (parts.length === 0) return [];
  const missing = await git(folder, ['rev-list', '--stdin'], 'looking for commits', {
    timeoutMs: readMs,
    input: [...parts, `^${whole}`, ''].join('\n'),
  });
  const outside = new Set(missing.split('\n'));
  return parts.filter((part) => !outside.has(part));
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
