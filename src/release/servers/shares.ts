import { isReachable, type Server, shareOn } from '../state/servers.ts';
import type { Line } from '../state/line.ts';
import { batchesOf } from '../migration/move.ts';
import type { Release } from '../state/release.ts';
import type { Share } from '../state/share.ts';
import type { Ways } from '../state/ways.ts';
import type { Sides } from './sides.ts';
import type { Step } from './step.ts';

/** Fleets weigh in whole numbers: shares nearer than this are the same. */
const near = 0.005;

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

/** Whether two shares are the same, as far as a fleet can tell. */
export function isNear(one: number | null, other: number): boolean {
  return one !== null && Math.abs(one - other) <= near;
}

/** What of a share this fleet can give: never more, but never nothing. */
export function givable(share: number, { least }: Ways): number {
  if (least <= 0 || share >= 1) return Math.min(1, share);
  return Math.min(1, Math.max(least, Math.floor(share / least + 1e-9) * least));
}

/** Shares it out so; null where the fleet shows just that, or where somebody could not carry it. */
export function steer({ mine, share, rest, kept, none }: Split): Step | null {
  const groups = groupsOf([...mine, ...rest, ...kept, ...none]);
  const shown = shareOn(kept) ?? 0;
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
  const wanted = groups.map((group) => ({
    group,
    share:
      own * part(takers.mine, group) +
      left * part(takers.rest, group) +
      (shareOn(group.filter((one) => kept.includes(one))) ?? 0) / Math.max(1, shown),
  }));
  if (wanted.every(({ group, share: of }) => isNear(shareOn(group), of))) return null;
  return { kind: 'steer', shares: wanted.map(({ group, share: of }) => shareOf(group, of)) };
}

/**
 * The share the new servers are to have now. A canary's is its part of the open servers unless the
 * plan says another; a release begins with the least there is, and then follows its batches.
 */
export function askedShare(release: Release, { newServers, oldServers }: Sides): number {
  const { phase, plan, kind } = release;
  const { ways } = plan;
  if (kind === 'prerelease') {
    const mine = newServers.filter(isReachable).length;
    const all = mine + oldServers.filter(isReachable).length;
    if (mine === 0) return 0;
    return givable(
      plan.share === null ? mine / all : plan.share * Math.min(1, mine / plan.servers),
      ways,
    );
  }
  // Where there is nobody to share with, all of it comes here.
  if (targetsOf(release, oldServers).length === 0) return 1;
  const batches = batchesOf(release);
  if (phase.kind === 'verifying')
    return givable(ways.least > 0 ? ways.least : (batches[0] ?? 1), ways);
  return phase.kind === 'migrating' ? givable(batches[phase.batch] ?? 1, ways) : 1;
}

/** Whether the fleet shows the share that is asked for. */
export function isSteered(release: Release, sides: Sides): boolean {
  return isNear(shareOn(sides.newServers), askedShare(release, sides));
}

/** Before the last batch each old server that is ready still carries its part. */
export function carriesStill(release: Release, sides: Sides): boolean {
  return (
    askedShare(release, sides) >= 1 ||
    targetsOf(release, sides.oldServers).every(
      (server) => server.state !== 'ready' || (isReachable(server) && (server.share ?? 0) > 0),
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
  return servers.filter(({ id, state }) => !sides.has(id) && state !== 'leaving');
}

/** Whether somebody else's release shares the traffic out now. */
export function isAside({ moving }: Line, { id }: Release): boolean {
  return moving !== null && moving.migrating && moving.release !== id;
}

function groupsOf(servers: readonly Server[]): readonly (readonly Server[])[] {
  const groups = Map.groupBy(servers, ({ release, version }) => JSON.stringify([release, version]));
  return [...groups.values()];
}

function shareOf([first]: readonly Server[], share: number): Share {
  return { release: first?.release ?? '', version: first?.version ?? '', share };
}
