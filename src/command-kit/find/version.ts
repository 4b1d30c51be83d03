import type { Build } from '../../release/state/build.ts';
import { near } from '../../texts/near.ts';
import { unquoted } from '../words.ts';

/** Whether a word is meant as a version, such as `3.1.4` or `v3.1`. */
export function isLikeVersion(word: string | undefined): word is string {
  return /^v?\d+([.+-]\S*)?$/i.test(unquoted(word ?? '')) && /[.v]/i.test(word ?? '');
}

/** A version as builds call theirs: tags have a `v` before it, builds have none. */
export function withoutV(said: string): string {
  return unquoted(said).replace(/^v(?=\d)/i, '');
}

/** The build of this version, with or without its `v`. */
export function buildNamed(said: string, builds: readonly Build[]): Build | undefined {
  const version = unquoted(said);
  return (
    builds.find((build) => build.version === version) ??
    builds.find((build) => withoutV(build.version) === withoutV(version))
  );
}

/**
 * The versions that were most likely meant, at most two: what begins so, the newest first, or else
 * what is one slip away. `known` begins with the newest.
 */
export function nearVersions(said: string, known: readonly string[]): readonly string[] {
  const meant = withoutV(said);
  const begun = known.filter((version) =>
    ['.', '+', '-'].some((next) => withoutV(version).startsWith(`${meant}${next}`)),
  );
  return begun.length > 0 ? begun.slice(0, 2) : near(meant, known).slice(0, 2);
}
