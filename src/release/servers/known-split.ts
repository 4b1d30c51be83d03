import { isReachable, type Server } from '../state/servers.ts';
import { lateWindowMs, timing } from '../../time/timing.ts';
import type { KnownShare, TrafficShare } from '../state/traffic-share.ts';
import type { Line } from '../state/line.ts';

type Split = Line['split'];

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

/** What is known of a group; undefined where it was never read and nothing was asked for it. */
export function entryOf(split: Split, [first]: readonly Server[]): KnownShare | undefined {
  return split.find(
    ({ release, version }) => release === first?.release && version === first.version,
  );
}

/**
 * What a group has that nobody can read: what was last asked for it or, where nothing was asked
 * since it was read, what it was read to have.
 */
export function knownShare(split: Split, group: readonly Server[]): number {
  const entry = entryOf(split, group);
  return entry?.asked?.share ?? entry?.read ?? 0;
}

/** What of all traffic is known of all of these groups. */
export function shareKnown(split: Split, servers: readonly Server[]): number {
  return groupsOf(servers).reduce((sum, group) => sum + knownShare(split, group), 0);
}

/** Whether one of these groups was asked to get less, and no look has shown it yet. */
export function isLessAwaited(split: Split, servers: readonly Server[]): boolean {
  return groupsOf(servers).some((group) => {
    const { asked, read } = entryOf(split, group) ?? { asked: null, read: 0 };
    return asked !== null && asked.share < read;
  });
}

/**
 * Whether what was asked for may still come about: for so long it is asked for again, and only then
 * something else.
 */
export function isSettling({ asked }: KnownShare, at: number): boolean {
  return asked !== null && Math.abs(at - asked.at) < lateWindowMs(timing);
}
