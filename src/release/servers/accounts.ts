/**
 * # src/release/servers
 *
 * Decides the one next step in the world from what the fleet shows, forwards and back, and what an
 * observation means for a release.
 */

import type { KnownServer, Server } from '../state/servers.ts';
import { afterLook, type LaunchOrder, slotsShown } from '../state/launch-order.ts';
import type { Release } from '../state/release.ts';
import { lateWindowMs, timing } from '../../time/timing.ts';
import { isOrdered } from './spares.ts';
import type { Sides } from './sides.ts';

/**
 * Time in which nobody looked is no absence that was seen: between two looks at most so much of it
 * counts, so that it takes three looks at the least to believe that a server is gone.
 */
const unwatchedMost = timing.absentMs / 2;

/**
 * The release after a look has shown these servers. A list may leave servers out for a while: one
 * that was seen stays known by its id until it is seen on its way out, or looks left it out for
 * long.
 */
export function accounted(
  earlier: Release,
  { newServers, oldServers }: Sides,
  servers: readonly Server[],
  wall: number,
): Release {
  const release = waitsOn(earlier, wall);
  const shown = new Set(servers.map(({ id }) => id));
  const absent = release.known
    .filter(({ id }) => !shown.has(id))
    .map((one) => ({ ...one, missed: missedNow(one, wall) }))
    .filter(({ missed }) => missed.ms < timing.absentMs);
  const wereBare = new Set(release.known.filter(({ wasBare }) => wasBare).map(({ id }) => id));
  const now = [...newServers, ...oldServers].map(
    ({ id, version, release: launchedBy, slot, state }): KnownServer => ({
      id,
      version,
      release: launchedBy,
      slot,
      seenAt: wall,
      ...(state === 'bare' || wereBare.has(id) ? { wasBare: true } : {}),
    }),
  );
  const look = slotsShown(
    servers.filter((server) => server.release === release.id && isOrdered(server)),
  );
  return {
    ...release,
    known: [...now, ...absent],
    orders: release.orders.map((order) => rested(afterLook(order, look), wall)),
  };
}

/** What waits for looks waits for as long again as nobody looked since the look before. */
function waitsOn(release: Release, wall: number): Release {
  const { known, phase, orders } = release;
  const last = Math.max(...known.map(({ seenAt, missed }) => missed?.at ?? seenAt));
  const ms = Number.isFinite(last) ? wall - last - unwatchedMost : 0;
  if (ms <= 0) return release;
  const calmSince = phase.kind === 'rolling-back' ? phase.calmSince : null;
  return {
    ...release,
    orders: orders.map((order) =>
      order.unseen.length > 0 ? { ...order, unwatched: (order.unwatched ?? 0) + ms } : order,
    ),
    phase:
      phase.kind === 'rolling-back' && calmSince !== null
        ? { ...phase, calmSince: calmSince + ms }
        : phase,
  };
}

function missedNow({ missed }: KnownServer, wall: number): NonNullable<KnownServer['missed']> {
  const since = missed ? Math.max(0, wall - missed.at) : 0;
  return { at: wall, ms: (missed?.ms ?? 0) + Math.min(since, unwatchedMost) };
}

function rested(order: LaunchOrder, wall: number): LaunchOrder {
  if (!order.rests) return order;
  const { rests, ...settled } = order;
  const isSettled = !order.refused || wall - order.refused.at >= lateWindowMs(timing);
  return isSettled ? settled : { ...settled, rests };
}

/** What a look showed, with those it left out as what they are: not gone, but unknown. */
export function withUnknown({ known }: Release, servers: readonly Server[]): readonly Server[] {
  const absent = known.filter(({ id }) => servers.every((server) => server.id !== id));
  if (absent.length === 0) return servers;
  return [
    ...servers,
    ...absent.map(({ id, version, release, slot }): Server => ({
      id,
      version,
      release,
      slot,
      state: 'unknown',
      joined: false,
      admits: false,
      share: null,
      users: null,
      protected: true,
    })),
  ];
}
