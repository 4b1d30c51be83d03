import type { Book } from './book.ts';
import { checkCall } from './rules-calls.ts';
import { checkPark } from './rules-park.ts';
import { checkShares } from './rules-traffic.ts';
import { type Doing, isOld, isOwn } from './doing.ts';
import type { Machine } from './fleet.ts';

/** What Davy cannot have seen yet is not held against it. */
const unseenMs = 30_000;

/** What no call may do, from the machines' own books. */
export function checkStep(book: Book, doing: Doing): void {
  checkCall(book, doing);
  checkProtect(book, doing);
  checkForward(book, doing);
  checkPaused(book, doing);
  if (doing.machines.isSteered) checkShares(book, doing);
  checkPark(book, doing);
  switch (doing.step.kind) {
    case 'launch':
      return checkLaunch(book, doing, doing.step.build.version);
    case 'close':
      return checkFloor(book, doing, doing.step.ids);
    case 'retire':
      return checkRetire(book, doing, doing.step.ids);
    case 'migrate':
      return checkBatch(book, doing, doing.step.moves);
    default:
  }
}

/**
 * A rollback first takes care that no old server can be destroyed; one whose protection cannot be
 * switched on holds it up no longer than a look takes.
 */
function checkProtect(book: Book, { release, step, seen, at }: Doing): void {
  if (release.phase.kind !== 'rolling-back' || release.kind === 'prerelease') return;
  const bare = seen.filter(
    (one) =>
      one.version === release.target?.version &&
      one.protected === false &&
      !['leaving', 'unknown'].includes(one.state),
  );
  if (at - release.phase.since > release.plan.lookEveryMs) return;
  const protects = step.kind === 'protect' && step.on;
  if (bare.length > 0 && !protects)
    book.broken('protect', `${release.id} does ${step.kind} first, ${bare[0]?.id} is unprotected`);
}

/** After a rollback was decided nothing goes forward. */
function checkForward(book: Book, { release, step, machines }: Doing): void {
  if (release.phase.kind !== 'rolling-back') return;
  const of = (ids: readonly string[]) => machines.named(ids);
  const forward =
    ((step.kind === 'launch' || step.kind === 'prepare') &&
      step.build.version === release.build.version) ||
    (step.kind === 'admit' && of(step.ids).some((one) => isOwn(release, one))) ||
    ((step.kind === 'close' || step.kind === 'retire') &&
      of(step.ids).some((one) => isOld(release, one))) ||
    (step.kind === 'migrate' &&
      of(step.moves.map(({ id }) => id)).some((one) => isOld(release, one)));
  if (forward) book.broken('forward', `${release.id} does ${step.kind} while it rolls back`);
}

/** Nothing goes forward under a hold or a page. */
function checkPaused(book: Book, { release, step, machines, at }: Doing): void {
  const shadow = book.of(release.id);
  if (release.phase.kind === 'rolling-back' || !shadow) return;
  const held = shadow.heldUntil !== null && at < shadow.heldUntil;
  if (!held && !shadow.running) return;
  const old = (ids: readonly string[]) =>
    release.kind !== 'prerelease' && machines.named(ids).some((one) => isOld(release, one));
  const forward =
    step.kind === 'launch' ||
    step.kind === 'prepare' ||
    step.kind === 'migrate' ||
    step.kind === 'retire' ||
    (step.kind === 'close' && old(step.ids)) ||
    (step.kind === 'protect' && !step.on);
  if (forward) book.broken('pause', `${release.id} does ${step.kind} under a hold or a page`);
}

/** Nothing new beside a line that moves or is locked, and never more than was planned. */
function checkLaunch(book: Book, { release, machines }: Doing, version: string): void {
  if (release.kind === 'prerelease' && release.phase.kind !== 'rolling-back' && book.line.locked)
    book.broken('launch', `${release.id} launches on a locked line`);
  if (book.line.blocked.has(version) && release.phase.kind !== 'rolling-back')
    book.broken('launch', `${release.id} launches ${version}, which is blocked`);
  const planned = release.kind === 'prerelease' ? release.plan.servers : release.capacity;
  const own = machines
    .here()
    .filter((one) => one.release === release.id && one.version === version);
  const alive = own.filter(({ state }) => state !== 'leaving');
  if (release.phase.kind !== 'rolling-back' && alive.length > planned)
    book.broken('launch', `${release.id} has ${alive.length} servers of ${planned}, wants more`);
}

/** No call leaves fewer servers open than served when the release started. */
function checkFloor(book: Book, { release, machines, at }: Doing, ids: readonly string[]): void {
  if (release.kind === 'prerelease') return;
  const fleet = machines.all.filter(
    (one) => (one.state === 'ready' || at - one.changedAt < unseenMs) && one.joined && one.admits,
  );
  const isCanary = (one: Machine) =>
    one.release !== '' && one.release !== release.id && release.carries.includes(one.release);
  // Canaries stand beside the fleet: closing one takes nothing away.
  const counted = fleet.filter((one) => !isCanary(one));
  const after = counted.filter((one) => !ids.includes(one.id));
  if (after.length < release.capacity && hasClosedWell(counted, ids))
    book.broken(
      'capacity',
      `${release.id} leaves ${after.length} of ${release.capacity} open, closing ${ids.join(',')}`,
    );
}

function hasClosedWell(fleet: readonly Machine[], ids: readonly string[]): boolean {
  return fleet.some((one) => ids.includes(one.id) && one.state === 'ready');
}

/** Only empty servers that were left unprotected long enough, and only those of this release. */
function checkRetire(book: Book, { release, machines, at }: Doing, ids: readonly string[]): void {
  for (const one of machines.named(ids)) {
    if (one.state === 'leaving') continue;
    const away = release.phase.kind === 'rolling-back';
    if (away ? isOld(release, one) : isOwn(release, one))
      book.broken('retire', `${release.id} destroys ${one.id}, which has to stay`);
    if (
      !away &&
      one.release !== '' &&
      one.version !== release.target?.version &&
      !release.carries.includes(one.release)
    )
      book.broken('retire', `${release.id} destroys ${one.id}, which is another's`);
    if (one.users > 0)
      book.broken('retire', `${release.id} destroys ${one.id} with ${one.users} users on it`);
    if (one.protected || one.bareSince === null || at - one.bareSince < release.plan.retireGraceMs)
      book.broken('retire', `${release.id} destroys ${one.id} before its grace is over`);
  }
}

/** A batch moves no more than its share. */
function checkBatch(
  book: Book,
  doing: Doing,
  moves: readonly { readonly id: string; readonly keep: number }[],
): void {
  const { release, machines } = doing;
  const { phase, plan, kind, move } = release;
  if (phase.kind === 'rolling-back') return checkHome(book, doing, moves);
  if (phase.kind !== 'migrating' || kind === 'return') return;
  const share = (move?.batches ?? plan.batches)[phase.batch] ?? 1;
  if (share > (plan.batches.find((one) => one >= share) ?? 1))
    book.broken('batch', `${release.id} moves a share of ${share}, which nobody approved`);
  const old = machines.here().filter((one) => isOld(release, one));
  const total = machines.usersOf((one) => isOld(release, one) || isOwn(release, one));
  const left = old.reduce((sum, one) => {
    const wanted = moves.find(({ id }) => id === one.id);
    return sum + Math.min(one.users, wanted?.keep ?? one.users);
  }, 0);
  const least = Math.floor(total * (1 - share)) - old.length - 2;
  if (left < least)
    book.broken('batch', `${release.id} leaves ${left} users on the old servers, least ${least}`);
}

/** The way back takes half of the users at a time, and no more than old servers can carry. */
function checkHome(
  book: Book,
  { release, machines, seen }: Doing,
  moves: readonly { readonly id: string; readonly keep: number }[],
): void {
  // Users whom nobody could count go as the server that cannot be counted goes: at once.
  if (seen.some(({ users }) => users === null)) return;
  const goes = moves.reduce((sum, { id, keep }) => {
    const users = machines.named([id])[0]?.users ?? 0;
    return sum + Math.max(0, users - keep);
  }, 0);
  const away = machines.usersOf((one) => isOwn(release, one));
  if (goes > Math.ceil(away / 2) + moves.length + 1)
    book.broken('back', `${release.id} takes ${goes} of ${away} users back at once`);
  if (release.kind === 'prerelease' || goes === 0) return;
  const isHome = (one: Machine) => isOld(release, one);
  const carry = Math.min(1, machines.open().filter(isHome).length / release.capacity);
  const back = machines.usersOf(isHome);
  if (back + goes > (away + back) * carry + moves.length + 1)
    book.broken('back', `${release.id} brings ${goes} users to old servers that carry ${carry}`);
}
