import { isReachable, type Server, shareOn } from '../state/servers.ts';
import type { Line } from '../state/line.ts';
import type { Release } from '../state/release.ts';
import { isAside, isNear, losesSome, silentShare, steer, strangers } from './shares.ts';
import { isShown, type Sides } from './sides.ts';
import type { Step } from './step.ts';

/**
 * Whether old servers could take users who meet nobody now, or a new server that does not answer: a
 * fleet may tell a share of nothing for new servers that are all ill. Then nobody is home yet,
 * though nobody is seen away either.
 */
export function areLost(
  line: Line,
  release: Release,
  sides: Sides,
  servers: readonly Server[],
): boolean {
  if (release.plan.ways.moves !== 'traffic' || isAside(line, release)) return false;
  const { newServers, oldServers } = sides;
  const unseen = newServers.filter((server) => !isShown(server)).map(({ id }) => id);
  const rest = servers.filter(({ id }) => !unseen.includes(id));
  // Others that are silent, too, account for what they get, and no more.
  const silent = silentShare([...oldServers, ...strangers(sides, servers)]);
  const seen = unseen.length > 0 ? rest.filter(isShown) : rest;
  return oldServers.some(isReachable) && losesSome(seen, silent);
}

/**
 * Traffic goes back in steps of this width at most, never more than the ready old servers can
 * carry, and the new ones end with none. What a new server gets that does not answer comes back
 * with what the others get. A share that nobody could read stops nothing: then they get as little
 * at once as the old side allows.
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
  const mine = newServers.filter(isShown);
  const now = shareOn(mine);
  const hidden = Math.max(0, 1 - (shareOn(servers.filter(isShown)) ?? 1));
  const silent = now === null ? 0 : silentPart(sides, hidden);
  const most = (now ?? 0) + silent;
  // What else nobody shows may be on a new server that a list left out, and comes back with the
  // rest. It is counted for half a step at most: what it stands for may be lost for good.
  const width = widthMax - Math.min(widthMax / 2, hidden - silent);
  const share = !mine.some(isReachable)
    ? 0
    : now === null
      ? floor
      : nextShare(most, floor, width, release.plan.ways.least);
  // They keep what they have: a step would change nothing, however often it were taken.
  if (silent > 0 && isNear(hidden, silent) && isNear(most, share)) return null;
  return steer({ mine, share, rest, kept, none: [] });
}

/**
 * What new servers that do not answer still get of a share that is shown nowhere. Old ones may be
 * silent too: where what those would get accounts for it better, none of it is on new ones.
 */
function silentPart({ newServers, oldServers }: Sides, hidden: number): number {
  const ours = silentShare(newServers);
  const theirs = silentShare(oldServers);
  const isOff = (part: number) => Math.abs(hidden - part);
  return isOff(theirs) < Math.min(isOff(ours), isOff(ours + theirs)) ? 0 : Math.min(hidden, ours);
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
