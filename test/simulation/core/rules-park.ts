import { slotsOf } from '../../../src/release/state/launch-order.ts';
import type { Step } from '../../../src/release/servers/step.ts';
import type { Book, Told } from './book.ts';
import type { Doing } from './doing.ts';
import { pageOf } from './rules-health.ts';

/** People are called after so many refused tries in a row. */
const triesMax = 5;

/** What no call may do to spares and to what is not configured. */
export function checkPark(book: Book, doing: Doing): void {
  const { step } = doing;
  switch (step.kind) {
    case 'launch':
      return checkOrders(book, doing, step);
    case 'admit':
      return checkAdmitted(book, doing, step.ids);
    case 'prepare':
      return checkPrepared(book, doing, step);
    case 'retire':
      return step.how === 'park' ? checkParked(book, doing, step.ids) : undefined;
    default:
  }
}

/** Invariant 22, and: a try is another one only after the one before was refused. */
function checkOrders(
  book: Book,
  { release, machines }: Doing,
  { orders, spares }: Extract<Step, { readonly kind: 'launch' }>,
): void {
  const { hands } = book;
  for (const { slot, id } of spares) {
    const [machine] = machines.named([id]);
    const holder = hands.holders.get(id);
    if (machine && machine.release !== '' && machine.release !== release.id)
      book.broken('spare', `${release.id} takes ${id}, which is ${machine.release}'s`);
    if (holder !== undefined && holder !== release.id && book.of(holder)?.endedAt === null)
      book.broken('spare', `${release.id} takes ${id}, which was given to ${holder}`);
    if (hands.dead.has(`${release.id}/${id}`))
      book.broken('spare', `${release.id} asks again for ${id}, which would not start`);
    hands.holders.set(id, release.id);
    takeSlot(book, release.id, slot, id);
  }
  for (const order of orders) {
    const tries = hands.tries.get(`${release.id}/${order.base}`) ?? 0;
    if (order.attempt !== tries)
      book.broken(
        'attempt',
        `${release.id} makes try ${order.attempt} at ${order.base}, ${tries} were refused`,
      );
    for (const slot of slotsOf(order)) takeSlot(book, release.id, slot, `order ${order.base}`);
  }
}

/** A slot that was ordered once is never ordered as anything else. */
function takeSlot(book: Book, release: string, slot: number, as: string): void {
  const { slots } = book.hands;
  const first = slots.get(`${release}/${slot}`) ?? as;
  if (first !== as)
    book.broken('slot', `${release} orders slot ${slot} as ${as}, and it was ${first}`);
  slots.set(`${release}/${slot}`, first);
}

/** Nobody reaches a server before it is prepared. */
function checkAdmitted(book: Book, { release, machines }: Doing, ids: readonly string[]): void {
  for (const one of machines.named(ids))
    if (one.preparedFor !== one.version)
      book.broken('prepare', `${release.id} lets users on ${one.id}, which is not configured`);
}

/** A server is configured for the build that it bears, whichever way its release goes. */
function checkPrepared(
  book: Book,
  { release, machines }: Doing,
  { build, ids }: Extract<Step, { readonly kind: 'prepare' }>,
): void {
  for (const one of machines.named(ids))
    if (one.version !== build.version)
      book.broken(
        'prepare',
        `${release.id} configures ${one.id} of ${one.version} for ${build.version}`,
      );
}

/** What was seen to be ill is not kept. */
function checkParked(book: Book, { release, seen }: Doing, ids: readonly string[]): void {
  const ill = seen.find((one) => ids.includes(one.id) && one.state !== 'ready');
  if (ill) book.broken('spare', `${release.id} keeps ${ill.id}, which is ${ill.state}`);
}

/** Tries that are refused again and again end with people who know. */
export function checkRefused(book: Book, told: Told): void {
  const { event, release } = told;
  if (event.kind !== 'launch-refused' || !release) return;
  const starting = ['launching', 'verifying', 'migrating', 'watching'];
  const isBack = release.phase.kind === 'rolling-back';
  if (!isBack && !starting.includes(release.phase.kind)) return;
  const tries = event.orders
    .filter(({ base }) => isMissing(told, base))
    .map(({ base }) => book.hands.tries.get(`${release.id}/${base}`) ?? 0);
  const rows = Math.floor(Math.max(0, ...tries) / triesMax);
  const before = book.hands.called.get(`${release.id}/${isBack}`) ?? 0;
  const isWayBack = isBack || release.kind === 'return';
  const due = isWayBack ? rows > 0 && before === 0 : rows > before;
  if (!due) return;
  book.hands.called.set(`${release.id}/${isBack}`, rows);
  const isToldBefore = isBack && release.watch.undecidedTold;
  if (!isToldBefore && pageOf(told, 'stuck') === null && pageOf(told, 'look') === null)
    book.broken('capacity', `${release.id} gets no servers, and nobody was called`);
}

/** Whether an order still matters: some of it was never seen, and it is of the way it goes now. */
function isMissing({ release }: Told, base: number): boolean {
  const of = release?.phase.kind === 'rolling-back' ? 'target' : 'build';
  return (
    release?.orders.some(
      (order) => order.base === base && order.of === of && order.unseen.length > 0,
    ) ?? false
  );
}
