import { isReachable, type Server, shareOn } from '../state/servers.ts';
import type { Line } from '../state/line.ts';
import type { Release } from '../state/release.ts';
import type { TrafficShare } from '../state/traffic-share.ts';
import { asLastKnown, isNear, isSettling, isUnread, lastKnown, lastRead } from './known-split.ts';
import { isAside, losesSome, splitUp, silentShare, steer, strangers } from './shares.ts';
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
  const silent = silentShare([...oldServers, ...strangers(sides, servers)], release);
  const seen = unseen.length > 0 ? rest.filter(isShown) : rest;
  return oldServers.some(isReachable) && losesSome(seen, silent);
}

/**
 * Traffic goes back in steps of this width at most, never more than the ready old servers can
 * carry, and the new ones end with none. What a new server gets that does not answer comes back
 * with what the others get. Shares that nobody could read stop nothing: then the steps are taken
 * from what was last read or asked for.
 */
export function steerBack(
  line: Line,
  release: Release,
  sides: Sides,
  servers: readonly Server[],
  widthMax: number,
  at: number,
): Step | null {
  const beside = strangers(sides, servers);
  const isBlind = [...sides.newServers, ...sides.oldServers, ...beside].some(isUnread);
  // Whoever shares the traffic out took this part away, and knows what the others get.
  if (isBlind && isAside(line, release)) return null;
  const isSettled = !isSettling(release, at);
  const isOverdue = !isBlind && isSettled && release.split?.asked != null;
  const known = isBlind ? lastLook(release, sides, beside) : { ...sides, others: beside };
  const { mine, quiet, silent, others, unknown } = accountFor(release, known, {
    isBlind,
    isOverdue,
  });
  const open = known.oldServers.filter(isReachable);
  if (open.length === 0) return null;
  const rest = restOf(line, release, open);
  const more = [...others, ...open.filter((one) => !rest.includes(one))];
  const kept = more.filter((server) => shareOn([server]) !== null);
  const floor = Math.max(0, 1 - (shareOn(kept) ?? 0) - ableOf(release, open));
  const most = (shareOn(mine) ?? 0) + silent;
  // What else nobody shows may be on a new server that a list left out, and comes back with the
  // rest. It is counted for half a step at most: what it stands for may be lost for good.
  const width = widthMax - Math.min(widthMax / 2, unknown);
  const isHeld = !isSettled && (isBlind || quiet.length > 0);
  const next = isHeld
    ? lastKnown(release, sides.newServers)
    : nextShare(most, floor, width, release.plan.ways.least);
  const takers = [...mine, ...quiet];
  const share = takers.some(isReachable) ? next : 0;
  const split = { mine: takers, share, rest, kept, none: [] };
  // What others asked for meanwhile shows nowhere either: nothing is asked for but to take away.
  if (isBlind) return isHeld || share < most || share === 0 ? order(splitUp(split)) : null;
  // They keep what they have: a step would change nothing, however often it were taken.
  return silent > 0 && isNear(unknown, 0) && isNear(most, share) ? null : steer(split);
}

function order(shares: readonly TrafficShare[] | null): Step | null {
  return shares && { kind: 'steer', shares };
}

/** What of all traffic the open old servers can carry. */
function ableOf({ kind, capacity }: Release, open: readonly Server[]): number {
  return kind === 'prerelease' || capacity === 0 ? 1 : Math.min(1, open.length / capacity);
}

type Look = Omit<Sides, 'gone'> & { readonly others: readonly Server[] };

function lastLook(
  release: Release,
  { newServers, oldServers }: Sides,
  beside: readonly Server[],
): Look {
  return {
    newServers: asLastKnown(release, newServers),
    oldServers: asLastKnown(release, oldServers),
    others: asLastKnown(release, beside),
  };
}

/**
 * What of a look goes back and what others keep, with what those get that do not answer. Where no
 * new server answers, those that got the traffic last may still take it: they are `quiet`, and a
 * step back leaves them the rest of it. A fleet refuses that where none of them is open: what did
 * not come about in time is left to nobody who does not answer.
 */
function accountFor(
  release: Release,
  { newServers, oldServers, others }: Look,
  { isBlind, isOverdue }: { readonly isBlind: boolean; readonly isOverdue: boolean },
) {
  const all = [...newServers, ...oldServers, ...others];
  const hidden = Math.max(0, 1 - (shareOn(all.filter(isShown)) ?? 1));
  // Nothing is hidden from a look that is taken from what was known of everybody.
  const silent = isBlind
    ? silentShare(newServers, release)
    : silentPart(release, { newServers, oldServers }, hidden);
  const beside = silentShare(others, release);
  const theirs = isBlind ? beside : Math.min(hidden - silent, beside);
  const mine = newServers.filter(isShown);
  return {
    mine,
    silent,
    quiet: isOverdue || mine.some(isReachable) ? [] : asOpen(newServers, silent),
    others: [...others.filter(isShown), ...(isOverdue ? [] : asOpen(others, theirs))],
    unknown: isBlind ? 0 : hidden - silent - theirs,
  };
}

/** Those that do not answer as if they did, with a share of this together. */
function asOpen(servers: readonly Server[], share: number): readonly Server[] {
  const silent = share > 0 ? servers.filter((one) => !isShown(one)) : [];
  const each = share / Math.max(1, silent.length);
  return silent.map((one) => ({ ...one, state: 'ready', joined: true, admits: true, share: each }));
}

/**
 * What new servers that do not answer still get of a share that is shown nowhere. Old ones may be
 * silent too: where what those would get accounts for it better, none of it is on new ones, unless
 * with it new ones have just what was last known of them.
 */
function silentPart(
  release: Release,
  { newServers, oldServers }: Omit<Look, 'others'>,
  hidden: number,
): number {
  const ours = silentShare(newServers, release);
  const theirs = silentShare(oldServers, release);
  const all = (shareOn(newServers.filter(isShown)) ?? 0) + ours;
  const isOff = (part: number) => Math.abs(hidden - part);
  const isTheirs = isOff(theirs) < Math.min(isOff(ours), isOff(ours + theirs));
  const isAsKnown = [lastRead, lastKnown].some((of) => isNear(all, of(release, newServers)));
  return isTheirs && !isAsKnown ? 0 : Math.min(hidden, ours);
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
