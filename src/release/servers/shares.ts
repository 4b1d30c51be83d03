import { isHere, isReachable, type Server, shareOn } from '../state/servers.ts';
import type { Line } from '../state/line.ts';
import { batchesOf } from '../migration/move.ts';
import type { Release } from '../state/release.ts';
import type { TrafficShare } from '../state/traffic-share.ts';
import type { Ways } from '../state/ways.ts';
import { groupsOf, isNear, nearShare, partOf, shareKnown } from './known-split.ts';
import type { Sides } from './sides.ts';
import type { Step } from './step.ts';
import { sumOf, toldSplit } from './told-split.ts';

/** How new traffic is to be shared out. */
export type Split = {
  /** These get `share` together. */
  readonly mine: readonly Server[];
  readonly share: number;
  /** These get what is left. */
  readonly rest: readonly Server[];
  /** These keep what they have. */
  readonly kept: readonly Server[];
  /** These get nothing. */
  readonly none: readonly Server[];
};

/**
 * Whether a look shows where all of the traffic goes. One that shows less left somebody out, whose
 * part nobody may take.
 */
export function showsWhole(servers: readonly Server[]): boolean {
  const all = shareOn(servers);
  return all === 0 || (all !== null && all >= 1 - nearShare);
}

/** Whether a look shows that less than all of the traffic goes out: somebody meets no server. */
export function losesSome(servers: readonly Server[]): boolean {
  const all = shareOn(servers);
  return all !== null && all < 1 - nearShare;
}

/** What these get together, as far as that can be told where a look does not show it. */
export function shareTold({ split }: Line, of: readonly Server[], all: readonly Server[]): number {
  return sumOf(
    toldSplit(split, all).groups.filter(({ servers }) => servers.some((one) => of.includes(one))),
  );
}

/** What of a share this fleet can give: never more, but never nothing. */
export function givable(share: number, { least }: Ways): number {
  if (least <= 0 || share >= 1) return Math.min(1, share);
  return Math.min(1, Math.max(least, Math.floor(share / least + 1e-9) * least));
}

/** Shares it out so; null where the fleet shows just that, or where somebody could not carry it. */
export function steer(split: Split): Step | null {
  const { mine, rest, kept, none } = split;
  const shares = splitUp(split);
  const groups = groupsOf([...mine, ...rest, ...kept, ...none]);
  const isShownSo = shares?.every(({ share }, i) => isNear(shareOn(groups[i] ?? []), share));
  return shares === null || isShownSo === true ? null : { kind: 'steer', shares };
}

/** The same, whatever the fleet shows: what nobody can read is asked for again. */
export function splitUp({ mine, share, rest, kept, none }: Split): readonly TrafficShare[] | null {
  const groups = groupsOf([...mine, ...rest, ...kept, ...none]);
  // What nobody could read of one group takes nothing from what the others are shown to keep.
  const keptOf = (group: readonly Server[]) =>
    shareOn(group.filter((one) => kept.includes(one))) ?? 0;
  const shown = groups.reduce((sum, group) => sum + keptOf(group), 0);
  // A look may catch a fleet between two splits: together they are one, whatever it shows.
  const keeps = Math.min(1, shown);
  const own = Math.min(share, 1 - keeps);
  const left = 1 - keeps - own;
  const takers = { mine: mine.filter(isReachable), rest: rest.filter(isReachable) };
  if (own > 0 && takers.mine.length === 0) return null;
  // A fleet of which nobody is left to carry the rest is not asked to.
  if (left > 1e-9 && takers.rest.length === 0) return null;
  const part = (all: readonly Server[], group: readonly Server[]) =>
    all.length === 0 ? 0 : all.filter((one) => group.includes(one)).length / all.length;
  return groups.map((group) =>
    partOf(
      group,
      own * part(takers.mine, group) +
        left * part(takers.rest, group) +
        keptOf(group) / Math.max(1, shown),
    ),
  );
}

/** A canary's share: its part of the open servers, or less where the plan says so. */
export function canaryShare(
  { plan, capacity }: Release,
  { newServers, oldServers }: Sides,
  others: readonly Server[],
): number {
  const mine = newServers.filter(isReachable).length;
  if (mine === 0) return 0;
  // Old servers that fall ill or go give the new build nothing more, and never everybody.
  const home = Math.max(1, capacity, oldServers.filter(isReachable).length);
  const part = mine / (mine + home + others.filter(isReachable).length);
  const wanted = plan.share === null ? part : plan.share * Math.min(1, mine / plan.servers);
  return givable(Math.min(part, wanted), plan.ways);
}

/**
 * The share of a release now: it begins with the least there is, then follows its batches. A way
 * back gives nothing again to what it leaves.
 */
export function askedShare(
  { split }: Line,
  release: Release,
  { newServers, oldServers }: Sides,
): number {
  const { kind, phase, plan } = release;
  const { ways } = plan;
  const batches = batchesOf(release);
  if (phase.kind === 'verifying')
    return givable(ways.least > 0 ? ways.least : (batches[0] ?? 1), ways);
  // Where there is nobody to share with, all of it comes here.
  if (phase.kind !== 'migrating' || targetsOf(release, oldServers).length === 0) return 1;
  const batch = givable(batches[phase.batch] ?? 1, ways);
  const now = shareOn(newServers) ?? shareKnown(split, newServers);
  const has = givable(now + ways.least / 2, ways);
  return kind === 'return' ? Math.max(batch, has) : batch;
}

/** Whether the fleet shows the share that a release asks for; to be verified, that at least. */
export function isSteered(line: Line, release: Release, sides: Sides): boolean {
  const asked = askedShare(line, release, sides);
  const shown = shareOn(sides.newServers);
  return isNear(shown, asked) || (release.phase.kind === 'verifying' && (shown ?? 0) > asked);
}

/** Before the last batch each old server that is ready still carries its part. */
export function carriesStill(line: Line, release: Release, sides: Sides): boolean {
  return (
    askedShare(line, release, sides) >= 1 ||
    targetsOf(release, sides.oldServers).every(
      (server) =>
        server.state !== 'ready' ||
        (isReachable(server) &&
          (server.share === null ? release.kind === 'return' : server.share > 0)),
    )
  );
}

/** Old servers that carry what the new ones do not get; canaries that go out with them do not. */
export function targetsOf(
  { kind, carries }: Release,
  oldServers: readonly Server[],
): readonly Server[] {
  if (kind === 'prerelease') return oldServers;
  return oldServers.filter((server) => !carries.includes(server.release));
}

/** Servers that stand on neither side. */
export function strangers(
  { newServers, oldServers }: Sides,
  servers: readonly Server[],
): readonly Server[] {
  const sides = new Set([...newServers, ...oldServers].map(({ id }) => id));
  return servers.filter((server) => !sides.has(server.id) && isHere(server));
}

/** Whether somebody else's release shares the traffic out now. */
export function isAside({ moving }: Line, { id }: Release): boolean {
  return moving !== null && moving.migrating && moving.release !== id;
}

/** How the share of this batch leaves the rest to those that carry it. */
export function batchOf(
  line: Line,
  release: Release,
  sides: Sides,
  servers: readonly Server[],
): Split {
  const { newServers, oldServers } = sides;
  const rest = targetsOf(release, oldServers);
  const none = [...oldServers.filter((one) => !rest.includes(one)), ...strangers(sides, servers)];
  return { mine: newServers, share: askedShare(line, release, sides), rest, kept: [], none };
}
