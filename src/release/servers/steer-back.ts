import { isReachable, type Server } from '../state/servers.ts';
import type { Line } from '../state/line.ts';
import type { Release } from '../state/release.ts';
import type { TrafficShare } from '../state/traffic-share.ts';
import { capped, isGroupOpen, isUnheard, lookBack, waitFor } from './back-look.ts';
import { isNear, nearShare, partOf } from './known-split.ts';
import { isAside } from './shares.ts';
import { isShown, type Sides } from './sides.ts';
import type { Step } from './step.ts';
import { sumOf, type ToldGroup } from './told-split.ts';

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
  const { mine, unknown } = lookBack(line, sides, servers);
  const silent = mine.filter((group) => group.servers.some((one) => !isShown(one)));
  return sides.oldServers.some(isReachable) && !isNear(sumOf(silent) + unknown, 0);
}

/**
 * Traffic goes back in steps of this width at most, never more than the ready old servers can
 * carry, and the new ones end with none. Each step only takes away: what a group of new servers
 * gets by it is no more than what it has, as far as that can be told (`toldSplit`).
 */
export function steerBack(
  line: Line,
  release: Release,
  sides: Sides,
  servers: readonly Server[],
  widthMax: number,
  at: number,
): Step | null {
  const look = lookBack(line, sides, servers);
  // Whoever shares the traffic out took this part away, and knows what the others get.
  if (look.isBlind && isAside(line, release)) return null;
  const rest = homeOf(line, release, sides);
  if (rest.length === 0) return null;
  const wait = waitFor(line, look, at);
  const others = look.olds.filter(({ servers: some }) => !some.some((one) => rest.includes(one)));
  const kept = capped(line, [...look.others, ...others], wait);
  const floor = Math.max(0, 1 - sumOf(kept) - ableOf(release, rest));
  // What else nobody shows may be on a new server that a list left out, and comes back with the
  // rest. It is counted for half a step at most: what it stands for may be lost for good.
  const width = widthMax - Math.min(widthMax / 2, look.unknown);
  const now = sumOf(look.mine);
  const may = capped(line, look.mine, wait);
  const { least } = release.plan.ways;
  const next = nextShare(now, floor, width, least);
  const mine = wait.isOn ? may : portions(may, next);
  const share = sumOf(mine);
  // What those keep that do not answer is not given to others: it waits until it may be named.
  const isHeldUp =
    !wait.isOver && sumOf(look.mine.filter(isUnheard)) > sumOf(may.filter(isUnheard));
  if (!wait.isOn && isHeldUp && next > share + nearShare) return null;
  const isNews = !isNear(share, now) || !isNear(look.unknown, 0);
  const isAgain = wait.isOn || (wait.isAsked && share === 0) || look.isNeverRead;
  return isNews || isAgain ? order(mine, rest, kept) : null;
}

/**
 * Shares out less of what they have. Those that answer keep theirs first: what is meant for others
 * a fleet may refuse.
 */
function portions(mine: readonly ToldGroup[], share: number): readonly ToldGroup[] {
  const [open, unheard] = [sumOf(mine.filter(isGroupOpen)), sumOf(mine.filter(isUnheard))];
  const left = Math.min(Math.max(0, share - open), unheard);
  const part = (of: number, whole: number) => (whole > 0 ? Math.min(1, of / whole) : 0);
  const factor = { open: part(share - left, open), unheard: part(left, unheard) };
  return mine.map((group) => ({
    ...group,
    share: group.share * (isGroupOpen(group) ? factor.open : factor.unheard),
  }));
}

/** Nobody who does not answer is named for nothing: the fleet may not know it any more. */
function order(
  mine: readonly ToldGroup[],
  rest: readonly Server[],
  kept: readonly ToldGroup[],
): Step | null {
  // A look may catch a fleet between two splits: together they are one, whatever it shows.
  const keeps = Math.min(1, sumOf(kept));
  const own = Math.min(sumOf(mine), 1 - keeps);
  const left = 1 - keeps - own;
  const scaled = (groups: readonly ToldGroup[], to: number) =>
    groups
      .filter((one) => one.share > 0 || !isUnheard(one))
      .map((one) => partOf(one.servers, one.share > 0 ? one.share * (to / sumOf(groups)) : 0));
  const home = [...Map.groupBy(rest, ({ release, version }) => `${release}\n${version}`).values()];
  const shares: readonly TrafficShare[] = [
    ...scaled(mine, own),
    ...home.map((group) => partOf(group, (left * group.length) / rest.length)),
    ...scaled(kept, keeps),
  ];
  return { kind: 'steer', shares };
}

/** What of all traffic the open old servers can carry. */
function ableOf({ kind, capacity }: Release, open: readonly Server[]): number {
  return kind === 'prerelease' || capacity === 0 ? 1 : Math.min(1, open.length / capacity);
}

/** Rounded up to what the fleet can give, but at least one step of the fleet's own down. */
function nextShare(now: number, floor: number, width: number, least: number): number {
  const next = Math.min(now, Math.max(floor, now - width));
  if (least <= 0) return next;
  const given = Math.min(now, Math.ceil(next / least - 1e-9) * least);
  const lower = Math.max(0, now - least);
  return given >= now && lower >= floor ? lower : given;
}

/**
 * A canary goes home to what is live, or else to the release that moves everybody: not to one that
 * only tries out its servers, nor to a build that was barred, for that one goes back itself.
 */
function homeOf(
  { live, moving, blocked }: Line,
  { kind }: Release,
  { oldServers }: Sides,
): readonly Server[] {
  const open = oldServers.filter(isReachable);
  if (kind !== 'prerelease') return open;
  const home = open.filter(({ version }) => version === live?.version);
  if (home.length > 0) return home;
  const isNext = (one: Server) => one.release !== moving?.release || moving.migrating;
  const isBarred = (one: Server) => blocked.some(({ version }) => version === one.version);
  return open.filter((one) => isNext(one) && !isBarred(one));
}
