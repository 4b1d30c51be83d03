import type { Release } from '../state/release.ts';
import type { Sides } from './sides.ts';

/**
 * The release with as many servers to bring as the old side ever had open since it started: a fleet
 * that grows while a release moves must not shrink with it. A way back waits for no growth.
 */
export function grown(release: Release, { oldServers }: Sides): Release {
  const grows = ['launching', 'verifying', 'migrating', 'watching'].includes(release.phase.kind);
  if (release.kind !== 'release' || !grows) return release;
  const open = oldServers.filter(
    (server) =>
      server.state === 'ready' &&
      server.joined &&
      server.admits &&
      !release.carries.includes(server.release),
  ).length;
  return open > release.capacity ? { ...release, capacity: open } : release;
}
