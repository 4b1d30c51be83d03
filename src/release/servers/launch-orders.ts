import { blockedBecause, type Line } from '../state/line.ts';
import {
  afterLook,
  launchingOf,
  type LaunchOrder,
  slotsOf,
  slotsShown,
} from '../state/launch-order.ts';
import type { Release } from '../state/release.ts';
import type { Server } from '../state/servers.ts';
import { timing } from '../../time/timing.ts';
import { isPaused } from './paused.ts';
import { isUnsure, type Sides } from './sides.ts';
import { freeSpares, isOrdered } from './spares.ts';
import type { Step } from './step.ts';

/** Old servers are started again at most so often, in fleets. */
const relaunchMax = 3;

type Wanted = Pick<LaunchOrder, 'n' | 'of'>;

/**
 * The release with the orders that are missing now. Called in the decision of a look, under the
 * line's lock, so that an order stands in the ledger before the first call that gives it, and no
 * two releases of a line are ever given the same spare.
 */
export function withOrders(
  line: Line,
  release: Release,
  others: readonly Release[],
  sides: Sides,
  { servers, wall }: { readonly servers: readonly Server[]; readonly wall: number },
): Release {
  const wanted = wantedNow(line, release, sides, wall);
  if (wanted.n <= 0) return release;
  const own = servers.filter((server) => server.release === release.id && isOrdered(server));
  const first = wanted.of === 'build' && release.orders.every(({ of }) => of !== 'build');
  // What was ordered before orders were recorded bears the first numbers.
  const base = first ? 0 : nextSlot(release, own);
  const n = first ? sizeOf(release) : wanted.n;
  const build = wanted.of === 'build' ? release.build : release.target;
  const isAdopted = first && own.length > 0;
  const spares =
    build && !isAdopted ? freeSpares(build, [release, ...others], servers).slice(0, n) : [];
  const { atOnce } = release.plan.ways;
  const look = slotsShown(own);
  const orders = [...stretches(0, spares.length, atOnce), ...stretches(spares.length, n, atOnce)];
  return {
    ...release,
    orders: [
      ...release.orders,
      ...orders.map(({ from, to }) => {
        const some = { base: base + from, n: to - from, attempt: 0 };
        const ids = spares.slice(from, to);
        return afterLook(
          {
            ...some,
            of: wanted.of,
            at: wall,
            unseen: slotsOf(some),
            left: [],
            ...(ids.length > 0 ? { spares: ids } : {}),
          },
          look,
        );
      }),
    ],
  };
}

/** Numbers from one to another, in stretches that fit one call each. */
function stretches(
  start: number,
  end: number,
  atOnce: number,
): readonly { readonly from: number; readonly to: number }[] {
  const count = Math.ceil((end - start) / atOnce);
  return Array.from({ length: count }, (_, i) => {
    const from = start + i * atOnce;
    return { from, to: Math.min(end, from + atOnce) };
  });
}

/** How many servers it brings. */
export function sizeOf({ kind, capacity, plan }: Release): number {
  return kind === 'prerelease' ? plan.servers : capacity;
}

/** Repeats the orders that no look has shown in full: their servers may be there already. */
export function launch(release: Release, of: LaunchOrder['of']): Step | null {
  const build = of === 'build' ? release.build : release.target;
  const open = release.orders.filter((order) => order.of === of && order.unseen.length > 0);
  // Of the ones on the way back that never came, only the newest still count.
  const newest = Math.max(...open.map(givenAt));
  const wanted = open.filter(
    (order) => !order.rests && (of === 'build' || newest - givenAt(order) < timing.unseenMs),
  );
  return build && wanted.length > 0 ? { kind: 'launch', build, ...launchingOf(wanted) } : null;
}

/** An order that was refused for certain begins anew; while nobody looks nothing is missed. */
function givenAt({ at, refused, unwatched = 0 }: LaunchOrder): number {
  return (refused?.at ?? at) + unwatched;
}

/**
 * Whether a pre-release or release may start servers now: while it launches, and later as far as
 * the old side has grown.
 */
export function mayLaunch(line: Line, release: Release, sides: Sides): boolean {
  return (
    ['launching', 'verifying', 'migrating', 'watching', 'swapping'].includes(release.phase.kind) &&
    !isPaused(release) &&
    !isUnsure(sides) &&
    (release.kind === 'return' || blockedBecause(line, release.build) === null) &&
    (release.kind !== 'prerelease' || (line.moving === null && line.lock === null))
  );
}

/** Old servers that are missing on the way back; those not shown now are waited for. */
export function missingOld({ kind, target, capacity }: Release, { oldServers }: Sides): number {
  if (kind === 'prerelease' || !target) return 0;
  return Math.max(0, capacity - oldServers.filter(({ state }) => state !== 'unhealthy').length);
}

function wantedNow(line: Line, release: Release, sides: Sides, wall: number): Wanted {
  const { phase, orders } = release;
  if (phase.kind === 'rolling-back') {
    const coming = orders.filter(
      (order) => order.of === 'target' && wall - givenAt(order) < timing.unseenMs,
    );
    const again = sides.oldServers.filter((server) => server.release === release.id).length;
    const missing = missingOld(release, sides) - unseenOf(coming);
    // An image that never becomes healthy is not started without end.
    return { of: 'target', n: Math.min(missing, relaunchMax * release.capacity - again) };
  }
  // One that was taken away is not fought for: what replaces it is for people to say.
  const standing = orders
    .filter(({ of }) => of === 'build')
    .reduce((sum, order) => sum + standingOf(order, phase.kind), 0);
  return { of: 'build', n: mayLaunch(line, release, sides) ? sizeOf(release) - standing : 0 };
}

/** How many of an order's servers nothing is to take the place of. */
function standingOf(
  { n, left, replaceable = [], dead = [] }: LaunchOrder,
  phase: Release['phase']['kind'],
): number {
  return n - dead.length - (phase === 'launching' ? left : replaceable).length;
}

function unseenOf(orders: readonly LaunchOrder[]): number {
  return orders.reduce((sum, { unseen }) => sum + unseen.length, 0);
}

function nextSlot({ orders, known, id }: Release, own: readonly Server[]): number {
  const seen = [...own, ...known.filter((server) => server.release === id)];
  return Math.max(0, ...orders.map(({ base, n }) => base + n), ...seen.map(({ slot }) => slot + 1));
}
