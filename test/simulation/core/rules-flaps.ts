import type { TrafficShare } from '../../../src/release/state/traffic-share.ts';
import type { Book } from './book.ts';
import type { Doing } from './doing.ts';

/** What one order of a way back shares out, and what the look showed that it was decided from. */
export type BackOrder = { readonly shares: readonly TrafficShare[]; readonly sight: string };

/** Whole numbers make so much of a share. */
const near = 0.005;

/**
 * Ways back ask for one thing, then for another, then for the first again, though nothing was
 * learned in between: they undo each other, or do not know what they have asked for.
 */
export function checkFlaps(
  book: Book,
  { release, seen }: Doing,
  shares: readonly TrafficShare[],
): void {
  if (release.phase.kind !== 'rolling-back') {
    book.backOrders.length = 0;
    return;
  }
  // What they get changes by the orders themselves: whether it can be read does not.
  const sight = seen
    .map(({ id, state, joined, admits, share }) => [id, state, joined, admits, share === null])
    .join();
  const [first, second] = book.backOrders.slice(-2);
  const order = { shares, sight };
  if (second && isSame(second.shares, shares)) return;
  book.backOrders.push(order);
  const isLearned = first?.sight !== sight || second?.sight !== sight;
  if (first && second && !isLearned && isSame(first.shares, shares))
    book.broken('flaps', `${release.id} asks again for what another order has just undone`);
}

/** Whether they give the same to everybody; whom one of them leaves out gets nothing by it. */
function isSame(one: readonly TrafficShare[], other: readonly TrafficShare[]): boolean {
  const has = (all: readonly TrafficShare[], { release, version, share }: TrafficShare) => {
    const part = all.find((it) => it.release === release && it.version === version);
    return Math.abs((part?.share ?? 0) - share) <= near;
  };
  return one.every((part) => has(other, part)) && other.every((part) => has(one, part));
}
