import { isReachable, type Server, shareOn } from '../state/servers.ts';
import type { Line } from '../state/line.ts';
import type { Release } from '../state/release.ts';
import { isAside, losesSome, steer, strangers } from './shares.ts';
import { isShown, type Sides } from './sides.ts';
import type { Step } from './step.ts';

/**
 * Whether old servers could take users who meet nobody now: a fleet may tell a share of nothing for
 * new servers that are all ill. Then nobody is home yet, though nobody is away either.
 */
export function areLost(
  line: Line,
  release: Release,
  { newServers, oldServers }: Sides,
  servers: readonly Server[],
): boolean {
  if (release.plan.ways.moves !== 'traffic' || isAside(line, release)) return false;
  const unseen = newServers.filter((server) => !isShown(server)).map(({ id }) => id);
  return (
    oldServers.some(isReachable) && losesSome(servers.filter(({ id }) => !unseen.includes(id)))
  );
}

/**
 * Traffic goes back in steps of this width at most, never more than the ready old servers can
 * carry, and the new ones end with none. A share that nobody could read stops nothing: then they
 * get as little at once as the old side allows.
 */
export function steerBack(
  line: Line,
  release: Release,
  sides: Sides,
  servers: readonly Server[],
  widthMax: number,
): Step | null {
  const { newServers, oldServers } = sides;
  const open = oldServers.filter(isReachable);
  if (open.length === 0) return null;
  const rest = restOf(line, release, open);
  const others = [...strangers(sides, servers), ...open.filter((one) => !rest.includes(one))];
  const kept = others.filter((server) => shareOn([server]) !== null);
  const able =
    release.kind === 'prerelease' || release.capacity === 0
      ? 1
      : Math.min(1, open.length / release.capacity);
  const floor = Math.max(0, 1 - (shareOn(kept) ?? 0) - able);
  const now = shareOn(newServers);
  // What nobody shows may be on a new server that a list left out or that does not answer, and
  // comes back with the rest. It is counted for half a step at most: what it stands for may be
  // lost for good.
  const hidden = Math.min(widthMax / 2, Math.max(0, 1 - (shareOn(servers.filter(isShown)) ?? 1)));
  return steer({
    mine: newServers,
    share: !newServers.some(isReachable)
      ? 0
      : now === null
        ? floor
        : nextShare(now, floor, widthMax - hidden, release.plan.ways.least),
    rest,
    kept,
    none: [],
  });
}

/** Rounded up to what the fleet can give, but at least one step of the fleet's own down. */
function nextShare(now: number, floor: number, width: number, least: number): number {
  const next = Math.min(now, Math.max(floor, now - width));
  if (least <= 0) return next;
  const given = Math.min(now, Math.ceil(next / least - 1e-9) * least);
  const lower = Math.max(0, now - least);
  return given >= now && lower >= floor ? lower : given;
}

/** A canary goes home to what is live; what a release that moves has given stays as it is. */
function restOf({ live }: Line, { kind }: Release, open: readonly Server[]): readonly Server[] {
  const home = open.filter(({ version }) => version === live?.version);
  return kind === 'prerelease' && home.length > 0 ? home : open;
}
