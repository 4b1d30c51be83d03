import type { Person } from './people.ts';
import type { Release } from './release.ts';

/**
 * What people may say of an error: it stops the build, it may be there until a day, or another
 * release brought it.
 */
export type ErrorWord = 'ours-blocks' | 'known' | 'not-this-release';

/**
 * The newest word on one error group of a service. Times are clock ms; the title is outside text.
 */
export type KnownIssue = {
  readonly service: string;
  /** The tracker's own number of the group: the same error has the same one in every release. */
  readonly fingerprint: string;
  readonly title: string;
  readonly word: ErrorWord;
  /** When `known` ends; null for the other words. */
  readonly until: number | null;
  /** The build it was said about. */
  readonly version: string;
  readonly by: Person;
  readonly at: number;
  readonly reason: string;
  readonly undone: { readonly by: Person; readonly at: number } | null;
};

/**
 * A word of one build is no word on another: only `known` reaches further, and only until its day.
 */
export function isInForce(
  { word, until, version, undone }: KnownIssue,
  of: string,
  at: number,
): boolean {
  if (undone) return false;
  return word === 'known' ? until !== null && at < until : version === of;
}

/**
 * The error groups that shall not count against this release now. Whoever asked for its build
 * excuses none of its errors, on no other card either, unless they spoke before the build was
 * there.
 */
export function notCounted(
  known: readonly KnownIssue[],
  { build, owners, by }: Pick<Release, 'build' | 'owners' | 'by'>,
  at: number,
): readonly string[] {
  const requester = owners[0] ?? by;
  const isOwn = (one: KnownIssue) => one.by.id === requester?.id && one.at >= build.registeredAt;
  return known
    .filter((one) => one.word !== 'ours-blocks' && isInForce(one, build.version, at) && !isOwn(one))
    .map(({ fingerprint }) => fingerprint);
}
