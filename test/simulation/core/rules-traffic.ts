import type { Release } from '../../../src/release/state/release.ts';
import { isReachable, type Server } from '../../../src/release/state/servers.ts';
import type { TrafficShare } from '../../../src/release/state/traffic-share.ts';
import type { Book } from './book.ts';
import type { Machine, Machines } from './fleet.ts';
import { type Doing, isHome, isOld, isOwn } from './doing.ts';
import { checkFlaps } from './rules-flaps.ts';

/** What whole numbers and even parts may make of a share. */
const near = 0.01;
/** A measured share may lie so far beside the one that was approved. */
const points = 0.03;

/** So many looks that show everything may pass before a smaller batch is what is given. */
const looksToLessen = 4;

/** A batch that may have got everything, until looks could show that it is taken back. */
const allOfIt = { most: 1, was: 1, looks: 0 };

/** From the machines' own books: a batch gets no more than its share of the traffic. */
export function checkTraffic(
  book: Book,
  release: Release,
  machines: Machines,
  seen: readonly Server[],
): void {
  const most = mostOf(release, machines);
  // Who had nobody to share with got all of it: when somebody is there again, it is taken back.
  const isSpilt = book.spilt.delete(release.id) && release.phase.kind === 'migrating';
  if ((most === null || isSpilt) && isBatch(release)) book.batches.set(release.id, allOfIt);
  // Where some are meant for servers that died, the door sends them on: nobody steered that.
  if (!machines.isSteered || most === null || machines.reached() < 1 - near) return;
  // A canary's part follows how many stand beside it, and a way back keeps what it got while
  // nobody saw what it leaves: their shares are judged as they are asked for.
  if (release.kind !== 'release') return;
  const may = Math.max(most, lessened(book, release, most, seen));
  const gets = machines.shareOf((one) => isOwn(release, one));
  if (gets > may + points)
    book.broken('batch', `${release.id} gets ${gets} of the traffic, most ${most}`);
}

function isBatch({ kind, phase }: Release): boolean {
  return kind === 'release' && (phase.kind === 'verifying' || phase.kind === 'migrating');
}

/** What a batch got before people made it smaller, for as long as it may take to have it so. */
function lessened(book: Book, release: Release, most: number, seen: readonly Server[]): number {
  const { id } = release;
  const before = book.batches.get(id) ?? { most, was: most, looks: 0 };
  const isAllSeen =
    seen.every((one) => one.state !== 'unknown' && one.share !== null) &&
    seen.some((one) => isReachable(one) && isHome(release, one));
  const looks = most < before.most ? 0 : before.looks + (isAllSeen ? 1 : 0);
  const isOver = most > before.most || looks > looksToLessen;
  const was = isOver ? most : Math.max(before.most, before.was);
  book.batches.set(id, { most, was, looks });
  return was;
}

/** What no call may do to traffic, before it is made. */
export function checkShares(book: Book, doing: Doing): void {
  const { step } = doing;
  if (step.kind === 'migrate')
    book.broken('steer', `${doing.release.id} hands over users who stay nowhere`);
  if (step.kind === 'close' || step.kind === 'retire') checkShut(book, doing, step.ids);
  if (step.kind === 'steer') {
    checkSplit(book, doing, step.shares);
    spill(book, doing, step.shares);
    checkFlaps(book, doing, step.shares);
  }
}

/**
 * While nothing live answers, what a canary's way back leaves goes to a release that moves, beyond
 * its batch as well, until an old server answers again.
 */
function spill(book: Book, { release, seen }: Doing, shares: readonly TrafficShare[]): void {
  if (release.kind !== 'prerelease' || release.phase.kind !== 'rolling-back') return;
  if (seen.some((one) => isReachable(one) && one.version === book.line.live)) return;
  for (const to of shares) if (to.share > 0) book.spilt.add(to.release);
}

/** Nobody is closed who still gets traffic, and none of it is lost. */
function checkShut(book: Book, { release, machines }: Doing, ids: readonly string[]): void {
  const gets = machines.shareOf((one) => ids.includes(one.id));
  if (gets > near) book.broken('steer', `${release.id} shuts servers that get ${gets}`);
  if (machines.reached(ids) < machines.reached() - near)
    book.broken('shares', `${release.id} shuts everybody whom traffic is meant for`);
}

/** Shares never add up to more or less than 1, and go only where the release may send them. */
function checkSplit(book: Book, doing: Doing, shares: readonly TrafficShare[]): void {
  const { release, machines } = doing;
  const sum = shares.reduce((all, { share }) => all + share, 0);
  if (Math.abs(sum - 1) > 1e-6 || shares.some(({ share }) => share < 0 || share > 1 + 1e-6))
    book.broken('shares', `${release.id} shares out ${sum} of the traffic`);
  const before = machines.shareOf((one) => isOwn(release, one));
  const after = given(shares, machines, (one) => isOwn(release, one));
  const most = isAlone(doing) ? null : mostOf(release, machines);
  const { least } = release.plan.ways;
  // A way back keeps what it has, to the nearest share that can be given.
  const kept = before + (release.kind === 'return' ? least / 2 : 0);
  if (most !== null && after > Math.max(most, kept) + near)
    book.broken('batch', `${release.id} steers ${after} to itself, most ${most}`);
  checkForeign(book, doing, shares);
  if (release.phase.kind !== 'rolling-back' && after > near / 2 && after < least - 1e-9)
    book.broken('shares', `${release.id} asks for ${after}, and ${least} is the least`);
  if (release.phase.kind === 'rolling-back') return checkBack(book, doing, shares, before, after);
  const shadow = book.of(release.id);
  const held = shadow && (shadow.running || (shadow.heldUntil ?? 0) > doing.at);
  if (held && after > before + near)
    book.broken('pause', `${release.id} steers ${after} to itself under a hold or a page`);
  if (release.kind !== 'return' && !isRead(doing) && after > before + near)
    book.broken('unread', `${release.id} steers ${after} to itself, and nobody read who gets what`);
}

/** Whether the look showed what everybody gets whom it showed. */
function isRead({ seen }: Doing): boolean {
  return seen.every((one) => one.share !== null || one.state === 'unknown');
}

/**
 * The way back only ever takes away, by steps, and gives old servers no more than they can carry;
 * whatever a look could read.
 */
function checkBack(
  book: Book,
  { release, machines }: Doing,
  shares: readonly TrafficShare[],
  before: number,
  after: number,
): void {
  // What is meant for servers that died is sent on by the door: that is no step of Davy.
  if (machines.reached() < 1 - near) return;
  if (after > before + near)
    book.broken('forward', `${release.id} steers ${after} to itself while it rolls back`);
  if (before - after > 0.5 + near + release.plan.ways.least)
    book.broken('back', `${release.id} takes ${before - after} of the traffic back at once`);
  if (release.kind === 'prerelease') return;
  const isBack = (one: Machine) => isOld(release, one);
  const ready = machines.open().filter(isBack).length;
  const carry = Math.min(1, ready / release.capacity);
  const old = given(shares, machines, isBack);
  if (old > Math.max(carry, machines.shareOf(isBack)) + near)
    book.broken('back', `${release.id} gives ${old} to old servers that can carry ${carry}`);
}

/** Another canary keeps what it has, unless everybody moves. */
function checkForeign(
  book: Book,
  { release, machines, seen }: Doing,
  shares: readonly TrafficShare[],
): void {
  const mayTake = release.kind !== 'prerelease' && release.phase.kind !== 'verifying';
  if (mayTake && release.phase.kind !== 'rolling-back') return;
  if (machines.reached() < 1 - near) return;
  // What nobody could read of others stops no way back; they ask for it again.
  if (seen.some(({ share }) => share === null)) return;
  // Where nothing that is live is left, what others have is all there is to take from.
  if (!machines.open().some(({ version }) => version === book.line.live)) return;
  const isForeign = (one: Machine) =>
    one.version !== book.line.live && !isOwn(release, one) && !isOld(release, one);
  const before = machines.shareOf(isForeign);
  const after = given(shares, machines, isForeign);
  if (Math.abs(after - before) > points)
    book.broken('shares', `${release.id} makes ${after} of ${before} that others have`);
}

/** What of a split goes to these machines. */
function given(
  shares: readonly TrafficShare[],
  machines: Machines,
  is: (machine: Machine) => boolean,
): number {
  return shares.reduce((sum, { release, version, share }) => {
    const group = machines
      .open()
      .filter((one) => one.release === release && one.version === version);
    const of = group.length > 0 ? group.filter(is).length / group.length : 0;
    return sum + share * of;
  }, 0);
}

/** The most of the traffic that a release may get now; null where nothing says so. */
function mostOf(release: Release, machines: Machines): number | null {
  const { kind, phase, plan, move } = release;
  const { least } = plan.ways;
  if (kind === 'prerelease') return mostOfCanary(release, machines);
  // Where no old server is left there is nobody to share with: canaries go along.
  if (!machines.here().some((one) => isHome(release, one))) return null;
  if (phase.kind === 'verifying') return least;
  if (phase.kind !== 'migrating') return null;
  const share = (move?.batches ?? plan.batches)[phase.batch] ?? 1;
  return Math.max(least, share);
}

/** A way back that sees nothing of what it leaves has nobody to share with. */
function isAlone({ release, seen, machines }: Doing): boolean {
  const old = machines.here().filter((one) => isOld(release, one));
  const isUnseen = ({ id }: Machine) =>
    seen.some((one) => one.id === id && one.state === 'unknown');
  return release.kind === 'return' && old.every(isUnseen);
}

/** A canary gets its part of the open servers, or less where its plan says so. */
function mostOfCanary(release: Release, machines: Machines): number | null {
  const { plan, phase, capacity, target } = release;
  const tries = ['configuring', 'soaking', 'waiting', 'approved'].includes(phase.kind);
  const home = machines.open().filter((one) => one.version === target?.version).length;
  if (!tries || home === 0) return null;
  const mine = machines.open().filter((one) => isOwn(release, one)).length;
  const part = mine / (mine + Math.max(1, capacity));
  const share = (plan.share ?? 1) * Math.min(1, mine / plan.servers);
  return Math.max(plan.ways.least, Math.min(part, share));
}
