import type { Change, Changelog } from './changelog.ts';
import { type Owner, teamsOfPaths } from './path-owners.ts';
import type { Frame, Trace } from './trace.ts';

/** A change that touched a file of the stack, and how deep that file lies in it (0 is the top). */
export type Suspect = { readonly change: Change; readonly file: string; readonly depth: number };

/** Deeper than this nearly every stack of a service is alike, and convicts nobody. */
const depthMax = 5;

/**
 * The changes that touched the files an error came from: the topmost file first, and of one file
 * the newest change.
 */
export function suspectsOf(trace: Trace | null, changelog: Changelog | null): readonly Suspect[] {
  if (trace?.kind !== 'traced' || !changelog) return [];
  const frames = trace.frames.slice(0, depthMax);
  const files = [...new Set(changelog.changes.flatMap((change) => change.files))];
  const touched = frames.map((frame) => fileOf(frame, files));
  const found = changelog.changes.flatMap((change): readonly Suspect[] => {
    const depth = touched.findIndex((file) => file !== null && change.files.includes(file));
    const file = touched[depth];
    return file === undefined || file === null ? [] : [{ change, file, depth }];
  });
  return found.sort((a, b) => a.depth - b.depth || b.change.at - a.change.at);
}

/** Which of the changed files a frame is in; null when none is, or when several could be. */
function fileOf({ path }: Frame, files: readonly string[]): string | null {
  const said = plain(path);
  const whole = files.filter((file) => said === file || said.endsWith(`/${file}`));
  if (whole.length > 0)
    return whole.reduce((longest, file) => (file.length > longest.length ? file : longest));
  // A service may tell its paths from a folder below the top of the repository; a bare name proves
  // nothing.
  const below = said.includes('/') ? files.filter((file) => file.endsWith(`/${said}`)) : [];
  return below.length === 1 ? (below[0] ?? null) : null;
}

/** Paths as bundlers and containers write them, without what they put in front. */
function plain(path: string): string {
  return path
    .replaceAll('\\', '/')
    .replace(/[?#][^]*$/, '')
    .replace(/^[a-z][\w+.-]*:\/\/+/i, '')
    .replace(/^(\.{1,2}\/|~\/|\/)+/, '');
}

/** The teams that answer for where an error came from; nobody is named when nobody can tell. */
export function ownersOf(
  trace: Trace | null,
  suspects: readonly Suspect[],
  teams: readonly Owner[],
): readonly string[] {
  const file =
    suspects[0]?.file ?? (trace?.kind === 'traced' ? plain(trace.frames[0]?.path ?? '') : '');
  const owned = teamsOfPaths([file], teams);
  return file === '' || (owned.length === teams.length && teams.length > 1) ? [] : owned;
}
