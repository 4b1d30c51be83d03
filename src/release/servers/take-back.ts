import { isReachable, type Server } from '../state/servers.ts';
import type { Line } from '../state/line.ts';
import type { Release } from '../state/release.ts';
import { isLessAwaited, isNear, isUnread } from './known-split.ts';
import { batchOf, givable, losesSome, shareTold, steer, strangers, targetsOf } from './shares.ts';
import type { Sides } from './sides.ts';
import { admit, ready, type Step } from './step.ts';

/**
 * A batch that was made smaller takes away what is too much: people may hold what goes on, and one
 * server that does not answer holds nothing up.
 */
export function lessen(
  line: Line,
  release: Release,
  sides: Sides,
  servers: readonly Server[],
): Step | null {
  const batch = batchOf(line, release, sides, servers);
  const all = [...sides.newServers, ...sides.oldServers, ...strangers(sides, servers)];
  const now = shareTold(line, sides.newServers, all);
  const isTooMuch = now > batch.share && !isNear(now, batch.share);
  return isTooMuch && !all.some(isUnread) ? steer(batch) : null;
}

/**
 * New servers are missing: those that are left get no more than they can carry, and the old ones
 * the rest. Nothing waits for it, and nobody gets more by it. One that nobody sees is not missing.
 */
export function leanBack(
  line: Line,
  release: Release,
  sides: Sides,
  others: readonly Server[],
): Step | null {
  const { newServers, oldServers } = sides;
  const unseen = newServers.filter(({ state }) => state === 'unknown').length;
  if (ready(newServers) + unseen >= release.capacity) return null;
  const rest = targetsOf(release, oldServers);
  const able = newServers.filter(isReachable).length / release.capacity;
  const all = [...newServers, ...oldServers, ...others];
  const now = shareTold(line, newServers, all);
  const share = able > 0 ? Math.min(now, givable(able, release.plan.ways)) : 0;
  const none = [...oldServers.filter((one) => !rest.includes(one)), ...others];
  // Of new servers that are ill a fleet may tell that they get nothing, and so does everybody.
  // What no look can show is asked for until one does.
  const isTooMuch =
    (now > share && !isNear(now, share)) || losesSome(all) || isLessAwaited(line.split, newServers);
  return (
    admit(rest) ??
    (isTooMuch ? steer({ mine: newServers, share, rest, kept: [], none }) : null) ??
    admit(newServers)
  );
}
