import type { Step } from '../../../src/release/servers/step.ts';
import type { Book } from './book.ts';
import { idsOf } from './calls.ts';
import { type Doing, isHome, isOld } from './doing.ts';
import { isMine, isUnsureLook } from './rules-looks.ts';

/** What holds of every call, whatever it does. */
export function checkCall(book: Book, doing: Doing): void {
  checkSize(book, doing);
  checkUnsure(book, doing);
}

/** Each list is cut to what fits one call; an order fits whole. */
function checkSize(book: Book, { release, step }: Doing): void {
  const { atOnce } = release.plan.ways;
  const count =
    step.kind === 'launch'
      ? step.spares.length + step.orders.reduce((sum, { n }) => sum + n, 0)
      : idsOf(step).length;
  if (count > atOnce)
    book.broken('at once', `${release.id} does ${step.kind} on ${count}, ${atOnce} fit a call`);
}

/** Nothing goes forward by a look in which a server of either side may be anything. */
function checkUnsure(book: Book, { release, step, seen, machines }: Doing): void {
  if (release.phase.kind === 'rolling-back' || !isUnsureLook(release, seen)) return;
  const some = machines.named(idsOf(step)).filter(({ state }) => state !== 'leaving');
  if (
    isForward(
      step,
      some.some((one) => isOld(release, one)),
    )
  )
    book.broken('unsure', `${release.id} does ${step.kind} while a server may be anything`);
}

function isForward(step: Step, ofOld: boolean): boolean {
  switch (step.kind) {
    case 'launch':
    case 'prepare':
      return true;
    case 'close':
    case 'migrate':
    case 'retire':
      return ofOld;
    case 'protect':
      return !step.on && ofOld;
    case 'swap':
      return step.to === 'stopped';
    default:
      return false;
  }
}

/** Users who wait on a server that is seen are brought home, whatever else nobody sees. */
export function checkIdle(
  book: Book,
  { release, seen, machines, at }: Omit<Doing, 'step'>,
  step: Step | null,
): void {
  if (step !== null) return;
  if (release.phase.kind !== 'rolling-back')
    return checkLean(book, { release, seen, machines, at });
  const shown = seen.filter(({ state, users }) => state === 'ready' && (users ?? 0) > 0);
  const away = machines.named(shown.map(({ id }) => id)).filter((one) => isMine(release, one));
  const open = machines
    .open()
    .filter((one) => one.version === release.target?.version && at >= one.silentUntil);
  const enough = release.kind === 'prerelease' ? 1 : release.capacity;
  if (away.length > 0 && open.length >= enough && !machines.isSteered)
    book.broken('idle', `${release.id} does nothing, and users wait on ${away[0]?.id}`);
}

/** While new servers are missing those that are left get what they can carry, old ones the rest. */
function checkLean(book: Book, { release, seen, machines }: Omit<Doing, 'step'>): void {
  const { kind, phase, capacity, plan, id } = release;
  if (kind === 'prerelease' || !['migrating', 'watching', 'retiring'].includes(phase.kind)) return;
  const mine = seen.filter((one) => isMine(release, one));
  const able = mine.filter(({ state }) => state === 'ready' || state === 'unknown').length;
  const shut = machines
    .named(seen.filter(({ state }) => state === 'ready').map((one) => one.id))
    .filter((one) => isOld(release, one) && one.version === release.target?.version)
    .filter(({ admits }) => !admits);
  if (able >= capacity || book.of(id)?.fleet?.leftOut !== false) return;
  if (shut.length > 0)
    return book.broken('lean', `${id} has ${able} of ${capacity} servers, ${shut[0]?.id} is shut`);
  const isRead = seen.every(({ share }) => share !== null);
  // Where no old server is left there is nobody to give it to.
  const home = machines.open().some((one) => isHome(release, one));
  const gets = mine.reduce((sum, { share }) => sum + (share ?? 0), 0);
  if (machines.isSteered && isRead && home && gets > able / capacity + plan.ways.least + 0.01)
    book.broken('lean', `${id} has ${able} of ${capacity} servers, and gets ${gets}`);
}
