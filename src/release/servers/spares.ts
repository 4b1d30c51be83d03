import type { Build } from '../state/build.ts';
import type { Release } from '../state/release.ts';
import type { Server } from '../state/servers.ts';

/**
 * Spares that could be started for a build now: those that fit it and are nobody's. One that was
 * assigned stays its release's until that is over, whatever a look shows: the look may be old, and
 * a call that starts it may be on its way.
 */
export function freeSpares(
  { version }: Build,
  open: readonly Pick<Release, 'orders' | 'known'>[],
  servers: readonly Server[],
): readonly string[] {
  const taken = new Set(
    open.flatMap(({ orders, known }) => [
      ...orders.flatMap(({ spares = [] }) => spares),
      ...known.map(({ id }) => id),
    ]),
  );
  return servers.flatMap((server) =>
    server.state === 'spare' &&
    !taken.has(server.id) &&
    (server.version === '' || server.version === version)
      ? [server.id]
      : [],
  );
}

/** Whether a look at it shows that its order was carried out: a spare has yet to be started. */
export function isOrdered({ state }: Server): boolean {
  return state !== 'spare';
}

/** How many spares a release was given, and how many of them would not start. */
export function sparesOf({ orders }: Pick<Release, 'orders'>): {
  readonly of: number;
  readonly dead: number;
} {
  return {
    of: orders.reduce((sum, { spares = [] }) => sum + spares.length, 0),
    dead: orders.reduce((sum, { dead = [] }) => sum + dead.length, 0),
  };
}
