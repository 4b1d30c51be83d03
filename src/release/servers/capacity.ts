import { slotsOf } from '../state/launch-order.ts';
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

/**
 * How many servers are still coming because the fleet grew: nobody expects them yet, so they say
 * nothing against the build as long as they may take to start. What was there and is lost does.
 */
export function comingOf(
  { kind, orders, capacity, plan }: Release,
  { newServers }: Sides,
  wall: number,
): number {
  const [first, ...later] = orders.filter((order) => order.of === 'build');
  if (kind !== 'release' || !first) return 0;
  const isThere = (slot: number) =>
    newServers.some((server) => server.slot === slot && server.state !== 'starting');
  const settled = later.flatMap((order) =>
    slotsOf(order).filter((slot) => wall - order.at > plan.launchTimeoutMs || isThere(slot)),
  );
  return Math.max(0, capacity - first.n - settled.length);
}
