import { hasOwnThread } from '../../release/start/released-with.ts';
import type { Release } from '../../release/state/release.ts';

/** A build has one thread, and one worker at a time draws it, whichever of its releases changed. */
export function threadKey({
  service,
  version,
}: {
  readonly service: string;
  readonly version: string;
}): string {
  return `build:${service}@${version}`;
}

/** Where a release is told: in the thread of its build, or in its own. */
export function threadKeyOf(release: Release): string {
  return hasOwnThread(release) ? release.id : threadKey(release.build);
}
