import { hasOwnThread } from '../../release/start/released-with.ts';
import { buildKey } from '../../release/state/keys.ts';
import type { Release } from '../../release/state/release.ts';

/**
 * Where a release is told: in the thread of its build, or in its own. A build has one thread, and
 * one worker at a time draws it, whichever of its releases changed.
 */
export function threadKeyOf(release: Release): string {
  return hasOwnThread(release) ? release.id : buildKey(release.build);
}
