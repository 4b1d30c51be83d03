import { slotsOf } from '../state/launch-order.ts';
import type { Phase } from '../state/phase.ts';
import type { Release } from '../state/release.ts';
import type { Server } from '../state/servers.ts';
import type { Sides } from './sides.ts';

/**
 * Phases in which old servers that are open say how many are needed: until they begin to go. What
 * is lost before the first order, or while a person is asked, was needed all the same.
 */
const grownIn: readonly Phase['kind'][] = [
  'requested',
  'launching',
  'verifying',
  'migrating',
  'watching',
  'swapping',
];

/**
 * The release with as many servers to bring as the old side ever had open since it started: a fleet
 * that grows while a release moves must not shrink with it. A way back waits for no growth.
 */
export function grown(release: Release, { oldServers }: Sides): Release {
  const { kind } = release.phase.kind === 'stuck' ? release.phase.from : release.phase;
  if (release.kind !== 'release' || !grownIn.includes(kind)) return release;
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
  const mine = orders.filter((order) => order.of === 'build');
  const [first] = mine;
  if (kind !== 'release' || !first) return 0;
  // The first look gives one order or several; what takes a dead spare's place comes later.
  const started = mine
    .filter(({ at }) => at === first.at)
    .reduce((sum, { n, dead = [] }) => sum + n - dead.length, 0);
  const later = mine.filter(({ at }) => at !== first.at);
  const isComing = (slot: number) =>
    newServers.some((server) => server.slot === slot && isOnItsWay(server));
  const settled = later.flatMap(({ at, unseen, dead = [], ...order }) =>
    slotsOf(order).filter(
      (slot) =>
        !dead.includes(slot) &&
        (wall - at > plan.launchTimeoutMs || !(unseen.includes(slot) || isComing(slot))),
    ),
  );
  return Math.max(0, capacity - started - settled.length);
}

function isOnItsWay({ state }: Server): boolean {
  return state === 'starting' || state === 'bare';
}
