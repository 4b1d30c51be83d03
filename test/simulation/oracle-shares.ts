import type { Release } from '../../src/release/state/release.ts';
import type { Server } from '../../src/release/state/servers.ts';
import type { TrafficShare } from '../../src/release/state/traffic-share.ts';
import { lateWindowMs, timing } from '../../src/time/timing.ts';
import type { Box } from './cloud.ts';
import type { Call, Decided, Known, Oracle } from './oracle.ts';

/** Whole numbers and even parts make so much of a share. */
const near = 0.01;
/** A measured share may lie so far beside the one that was approved. */
const points = 0.03;
/** What a look cannot have shown yet is nobody's fault, until whatever went by it has arrived. */
const unseenMs = lateWindowMs(timing) + timing.marginMs;

/** What must hold of shares of traffic, by the front door's own book. */
export const checkShares = { issued, shut, decided };

/** A split as it leaves Davy: a whole, to servers that are there, and to nobody too much. */
function issued(oracle: Oracle, call: Call): void {
  const { shares, claim } = call;
  const one = oracle.known.get(claim?.key ?? '');
  if (!shares || !one) return;
  const sum = shares.reduce((all, { share }) => all + share, 0);
  if (Math.abs(sum - 1) > 1e-6 || shares.some(({ share }) => share < 0))
    oracle.broken(21, `${one.release.id} shares out ${sum} of the traffic`);
  for (const to of shares)
    if (
      to.share > 0 &&
      !oracle.world.cloud.boxes.some((box) => isIn(to, box) && isMet(oracle, box))
    )
      oracle.broken(21, `${one.release.id} sends traffic to ${to.version}, where nobody is open`);
  // What is meant for servers that died is sent on by the door: nobody steered that.
  if (isUnsettled(oracle)) return;
  const before = shareOf(oracle, ownOf(one.release));
  const after = given(oracle, shares, ownOf(one.release));
  if (one.turnedAt !== null && after > before + near)
    oracle.broken(9, `${one.release.id} steers ${after} to itself after it turned round`);
  const most = mostOf(oracle, one.release);
  if (one.turnedAt === null && most !== null && after > Math.max(most, before) + points)
    oracle.broken(21, `${one.release.id} steers ${after} to itself, most ${most}`);
  const isUnread = one.unread !== null && one.unread === claim?.fence;
  if (one.turnedAt === null && one.release.kind !== 'return' && isUnread && after > before + near)
    oracle.broken(21, `${one.release.id} steers ${after} to itself, and nobody read who gets what`);
  if (one.turnedAt !== null) checkBack(oracle, one, before, after);
  checkForeign(oracle, one, shares);
}

/** Half of all traffic at a time, whatever a look could read. */
function checkBack(oracle: Oracle, { release }: Known, before: number, after: number): void {
  const { least } = release.plan.ways;
  if (before - after > 0.5 + near + least && release.kind !== 'prerelease')
    oracle.broken(21, `${release.id} takes ${before - after} of the traffic back at once`);
}

/** Another canary keeps what it has, unless everybody moves. */
function checkForeign(oracle: Oracle, one: Known, shares: readonly TrafficShare[]): void {
  const { release } = one;
  if (release.kind !== 'prerelease' || one.turnedAt !== null) return;
  const isForeign = (box: Box) => {
    const other = oracle.known.get(box.release);
    return (
      other !== undefined &&
      other.release.id !== release.id &&
      other.release.kind === 'prerelease' &&
      other.endedAt === null &&
      other.turnedAt === null
    );
  };
  const before = shareOf(oracle, isForeign);
  const after = given(oracle, shares, isForeign);
  if (after < before - points)
    oracle.broken(21, `${release.id} leaves ${after} of ${before} that other canaries have`);
}

/** Nobody is shut who gets traffic, and none of it is lost. */
function shut(oracle: Oracle, call: Call, gets: ReadonlyMap<string, number>): void {
  const { steering } = oracle.world.cloud;
  if (!steering || !['close', 'retire'].includes(call.kind) || isUnsettled(oracle)) return;
  const got = call.ids.reduce((sum, id) => sum + (gets.get(id) ?? 0), 0);
  if (got > near) oracle.broken(21, `${call.kind} ${call.ids.join(',')}, which get ${got}`);
}

/** A batch counts only when its share was read back, and a build is live when it gets all. */
function decided(oracle: Oracle, { about, event, decision, release: before, line }: Decided): void {
  const { cloud } = oracle.world;
  if (!cloud.steering || decision.kind === 'refused' || event.kind !== 'observed') return;
  const one = oracle.known.get(before?.id ?? '');
  const isUnread = event.servers.some(isUnreadServer);
  if (one) one.unread = isUnread ? (about.claim?.fence ?? null) : null;
  const after = decision.release;
  if (!after || !before || after.kind === 'prerelease' || isUnsettled(oracle)) return;
  const gets = shareOf(oracle, ownOf(after));
  const [from, to] = [before.phase, after.phase];
  const counts =
    to.kind === 'migrating' &&
    to.movedAt !== null &&
    (from.kind !== 'migrating' || from.movedAt === null);
  const asked = to.kind === 'migrating' ? batchOf(after, to.batch) : 1;
  const alone = !cloud.open().some((box) => box.version === after.target?.version);
  // A way back that has more keeps it.
  const isOff = after.kind === 'return' ? asked - gets : Math.abs(asked - gets);
  if (counts && !alone && isOff > points + after.plan.ways.least)
    oracle.broken(21, `${after.id} counts a batch of ${asked}, and gets ${gets}`);
  if (decision.line.live !== line.live && gets < 1 - points)
    oracle.broken(21, `${after.id} goes live with ${gets} of the traffic`);
}

/** The most of the traffic that a release may get now; null where nothing says so. */
function mostOf(oracle: Oracle, release: Release): number | null {
  const { kind, phase, plan, capacity, target } = release;
  const { least } = plan.ways;
  if (kind === 'prerelease') {
    const part = plan.servers / (plan.servers + Math.max(1, capacity));
    return Math.max(least, Math.min(part, plan.share ?? 1));
  }
  if (
    !oracle.world.cloud.boxes.some((box) => box.version === target?.version && isMet(oracle, box))
  )
    return null;
  if (phase.kind === 'verifying') return least;
  return phase.kind === 'migrating' ? Math.max(least, batchOf(release, phase.batch)) : null;
}

/** A slower move has smaller batches; none is larger than what was approved. */
function batchOf({ move, plan }: Release, batch: number): number {
  return (move?.batches ?? plan.batches)[batch] ?? 1;
}

/** Something happened at the door or to a server that a look may not have shown yet. */
function isUnsettled(oracle: Oracle): boolean {
  const { cloud } = oracle.world;
  const since = oracle.now() - unseenMs;
  return (
    (cloud.steering?.changedAt() ?? 0) >= since ||
    cloud.boxes.some((box) => box.changedAt >= since && box.joined)
  );
}

/** Whether users could come to it, or a moment ago could. */
function isMet(oracle: Oracle, { state, joined, admits, changedAt, shutAt }: Box): boolean {
  const since = oracle.now() - unseenMs;
  return (
    (state === 'ready' || changedAt >= since) && ((joined && admits) || (shutAt ?? 0) >= since)
  );
}

function shareOf({ world }: Oracle, is: (box: Box) => boolean): number {
  const own = new Set(world.cloud.boxes.filter(is).map(({ id }) => id));
  return world.cloud.steering?.shareOf((id) => own.has(id)) ?? 0;
}

/** What of a split goes to these. */
function given(
  { world }: Oracle,
  shares: readonly TrafficShare[],
  is: (box: Box) => boolean,
): number {
  return shares.reduce((sum, to) => {
    const group = world.cloud.open().filter((box) => isIn(to, box));
    return sum + (group.length > 0 ? (to.share * group.filter(is).length) / group.length : 0);
  }, 0);
}

function isIn(to: Omit<TrafficShare, 'share'>, box: Box): boolean {
  return to.release === box.release && to.version === box.version;
}

/** A way back takes along the canaries that went out with it. */
function ownOf({ id, build, carries, phase, kind }: Release): (box: Box) => boolean {
  const along = kind !== 'prerelease' && phase.kind === 'rolling-back' ? carries : [];
  return (box) =>
    (box.release === id && box.version === build.version) || along.includes(box.release);
}

/** One that takes traffic, and nobody could read how much. */
function isUnreadServer({ state, joined, admits, share }: Server): boolean {
  return share === null && state === 'ready' && joined && admits;
}
