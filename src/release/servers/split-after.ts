import { isHere, isReachable, type Server, shareOn } from '../state/servers.ts';
import { type KnownShare, takenAsAsked, type TrafficShare } from '../state/traffic-share.ts';
import type { Line } from '../state/line.ts';
import type { Release } from '../state/release.ts';
import { entryOf, isNear, isSettling, knownShare, nearShare } from './known-split.ts';
import type { Step } from './step.ts';
import { type ToldGroup, toldSplit } from './told-split.ts';

type Split = Line['split'];
/** Whose look or order it is, and when (clock ms). */
type Whose = { readonly by: string; readonly at: number };

/**
 * The line with what a release's look shows of the split. Where nobody of a group is open, or
 * nobody at all, a fleet shows who gets its part meanwhile, and still means what it was asked.
 */
export function afterRead(
  line: Line,
  { id, plan }: Release,
  servers: readonly Server[],
  at: number,
): Line {
  const here = servers.filter(isHere);
  const { split } = line;
  if (plan.ways.moves !== 'traffic' || shareOn(here) === 0) return line;
  const { groups } = toldSplit(split, here);
  const shown = groups.filter((one) => one.from !== 'known' && one.servers.some(isReachable));
  if (isSpread(split, groups, shown)) return line;
  const read = shown.map((group) => readNow(split, group, { by: id, at }));
  const isWhole = isNear(shareOn(here), 1);
  const others = split
    .filter((one) => !read.some((other) => isSameGroup(one, other)))
    .filter((one) => !isWhole || here.some((server) => isSameGroup(one, server)));
  return withSplit(line, [...read, ...(isCome(split, shown) ? others.map(takenAsAsked) : others)]);
}

function readNow(split: Split, group: ToldGroup, { by, at }: Whose): KnownShare {
  const { servers, share } = group;
  const before = entryOf(split, servers);
  const asked = before?.asked ?? null;
  // Whoever asked for it and reads something else asks again, or wants it no more.
  const waits =
    before && asked && !isNear(share, asked.share) && asked.by !== by && isSettling(before, at);
  const { release = '', version = '' } = servers[0] ?? {};
  return { release, version, read: share, asked: waits ? asked : null };
}

/** What was asked for together comes about together: some show it, so that others have it, too. */
function isCome(split: Split, shown: readonly ToldGroup[]): boolean {
  const waited = shown.filter(({ servers }) => (entryOf(split, servers)?.asked ?? null) !== null);
  return (
    waited.length > 0 &&
    waited.every(({ servers, share }) => isNear(share, knownShare(split, servers)))
  );
}

/**
 * Whether shown groups have just what is theirs of what the parts of nobody are shared out to. One
 * of which nobody answers may take its part, or be nobody.
 */
function isSpread(
  split: Split,
  groups: readonly ToldGroup[],
  shown: readonly ToldGroup[],
): boolean {
  const all = split.reduce((sum, { read, asked }) => sum + (asked?.share ?? read), 0);
  const isAllOf = (is: (one: Server) => boolean) => {
    const left = groups
      .filter(({ servers }) => servers.some(is))
      .reduce((sum, { servers }) => sum + knownShare(split, servers), 0);
    return (
      left > nearShare &&
      all - left > nearShare &&
      shown.every(({ servers, share }) => isNear(share, (knownShare(split, servers) * all) / left))
    );
  };
  return isAllOf((one) => isReachable(one) || one.state === 'unknown') || isAllOf(isReachable);
}

/**
 * The line with what a look has asked for: it stands in the ledger before it is asked, because the
 * next look may show nothing. Whom a split leaves out gets nothing by it.
 */
export function afterAsked(line: Line, { id }: Release, step: Step | null, at: number): Line {
  if (step?.kind !== 'steer') return line;
  const { split } = line;
  const named = step.shares.map((to) => {
    const before = split.find((one) => isSameGroup(one, to)) ?? null;
    return askedNow(before, to, { by: id, at });
  });
  const others = split
    .filter((one) => !step.shares.some((to) => isSameGroup(one, to)))
    .map((one) => askedNow(one, { ...one, share: 0 }, { by: id, at }));
  return withSplit(line, [...named, ...others]);
}

function askedNow(before: KnownShare | null, to: TrafficShare, whose: Whose): KnownShare {
  const { release, version, share } = to;
  if (before && isNear(before.asked?.share ?? before.read, share)) return before;
  return { release, version, read: before?.read ?? 0, asked: { share, ...whose } };
}

function withSplit(line: Line, split: Split): Line {
  const isNews =
    split.length !== line.split.length ||
    split.some((one) => {
      const before = line.split.find((other) => isSameGroup(one, other));
      return (
        !before ||
        !isNear(before.read, one.read) ||
        before.asked?.at !== one.asked?.at ||
        before.asked?.share !== one.asked?.share
      );
    });
  return isNews ? { ...line, split } : line;
}

type Group = Omit<TrafficShare, 'share'>;

function isSameGroup(one: Group, { release, version }: Group): boolean {
  return one.release === release && one.version === version;
}
