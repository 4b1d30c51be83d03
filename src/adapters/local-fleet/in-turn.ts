import type { Order } from '../../ports/fleet.ts';

/**
 * One after the other, so that a host in trouble is not pressed harder, and each only while the
 * order stands.
 */
export async function inTurn<T>(
  order: Order,
  items: readonly T[],
  act: (item: T) => Promise<void>,
): Promise<void> {
  for (const item of items) {
    await order.stillMine();
    await act(item);
  }
}
