import { isHere, isReachable, type Server, shareOn } from '../state/servers.ts';
import { lateWindowMs, timing } from '../../time/timing.ts';
import type { KnownSplit, TrafficShare } from '../state/traffic-share.ts';
import type { Release } from '../state/release.ts';
import type { Step } from './step.ts';

/** Fleets weigh in whole numbers: shares nearer than this are the same. */
export const nearShare = 0.005;

/** Whether two shares are the same, as far as a fleet can tell. */
export function isNear(one: number | null, other: number): boolean {
  return one !== null && Math.abs(one - other) <= nearShare;
}

/** Servers that get a share together, because a fleet names them by release and version. */
export function groupsOf(servers: readonly Server[]): readonly (readonly Server[])[] {
  const groups = Map.groupBy(servers, ({ release, version }) => `${release}\n${version}`);
  return [...groups.values()];
}

/** The part of these servers, by its name. */
export function partOf([first]: readonly Server[], share: number): TrafficShare {
  return { release: first?.release ?? '', version: first?.version ?? '', share };
}

/** Whether a server takes traffic and nobody could read how much. */
export function isUnread(server: Server): boolean {
  return server.share === null && isReachable(server);
}

/**
 * Whether what was asked for last may still come about: for so long it is asked for again, and only
 * then something else.
 */
export function isSettling({ split }: Release, at: number): boolean {
  const asked = split?.asked ?? null;
  return asked !== null && Math.abs(at - asked.at) < lateWindowMs(timing);
}

/** What the groups of these servers got together when that was last read. */
export function lastRead({ split }: Release, servers: readonly Server[]): number {
  return sumOf(split?.read ?? [], servers);
}

/** What the groups of these servers were asked to get, or got, where nothing was asked since. */
export function lastKnown({ split }: Release, servers: readonly Server[]): number {
  return sumOf(split?.asked?.shares ?? split?.read ?? [], servers);
}

/** The servers with what was last known that they get, where a look does not show all of it. */
export function asLastKnown(release: Release, servers: readonly Server[]): readonly Server[] {
  return groupsOf(servers).flatMap((group) => {
    const taking = group.filter((one) => isReachable(one) || one.state === 'unknown').length;
    const share = lastKnown(release, group) / Math.max(1, taking);
    const shareNow = (one: Server) =>
      isReachable(one) ? share : one.state === 'unknown' ? null : 0;
    return group.map((one) => ({ ...one, share: shareNow(one) }));
  });
}

/**
 * What is known of the split after a look. Where nobody of a group is open, or nobody at all, a
 * fleet shows who gets its part meanwhile, and still means what it was asked.
 */
export function afterRead(release: Release, servers: readonly Server[]): Release {
  const { split, plan } = release;
  const here = servers.filter(isHere);
  const all = shareOn(here);
  if (plan.ways.moves !== 'traffic' || all === 0) return release;
  const { read: before = [], asked = null } = split ?? {};
  const groups = groupsOf(here);
  const shown = groups.filter((group) => shareOn(group) !== null && group.some(isReachable));
  const isAsAsked =
    asked !== null &&
    shown.every((group) => isNear(shareOn(group), sumOf(asked.shares, group))) &&
    shown.some((group) => !isNear(sumOf(before, group), sumOf(asked.shares, group)));
  if (isSpread(asked?.shares ?? before, here, shown)) return release;
  const last = isAsAsked ? asked.shares : before;
  const read = groups.map((group) => partOf(group, shareOn(group) ?? sumOf(last, group)));
  return withSplit(release, { read, asked: all !== null || isAsAsked ? null : asked });
}

/** Whether shown groups have just what is theirs of what the parts of nobody are shared out to. */
function isSpread(
  shares: readonly TrafficShare[],
  here: readonly Server[],
  shown: readonly (readonly Server[])[],
): boolean {
  const taking = here.filter((one) => isReachable(one) || one.state === 'unknown');
  const left = sumOf(shares, taking);
  const all = shares.reduce((sum, { share }) => sum + share, 0);
  return (
    left > nearShare &&
    all - left > nearShare &&
    shown.every((group) => isNear(shareOn(group), (sumOf(shares, group) * all) / left))
  );
}

/** What a look has asked for stands in the ledger before it is: the next one may show nothing. */
export function afterAsked(release: Release, step: Step | null, at: number): Release {
  if (step?.kind !== 'steer') return release;
  const { split } = release;
  const isAgain = split?.asked && isSame(split.asked.shares, step.shares);
  const asked = { shares: step.shares, at: isAgain ? split.asked.at : at };
  return withSplit(release, { read: split?.read ?? [], asked });
}

function withSplit(release: Release, split: KnownSplit): Release {
  const { split: before } = release;
  const isNews =
    before === null ||
    before.asked?.at !== split.asked?.at ||
    !isSame(before.asked?.shares ?? [], split.asked?.shares ?? []) ||
    !isSame(before.read, split.read);
  return isNews ? { ...release, split } : release;
}

/** Whether they give the same to everybody; whom one of them leaves out gets nothing by it. */
function isSame(one: readonly TrafficShare[], other: readonly TrafficShare[]): boolean {
  const has = (all: readonly TrafficShare[], { release, version, share }: TrafficShare) =>
    isNear(all.find((it) => it.release === release && it.version === version)?.share ?? 0, share);
  return one.every((part) => has(other, part)) && other.every((part) => has(one, part));
}

function sumOf(shares: readonly TrafficShare[], servers: readonly Server[]): number {
  return shares
    .filter((part) =>
      servers.some(({ release, version }) => release === part.release && version === part.version),
    )
    .reduce((sum, { share }) => sum + share, 0);
}
