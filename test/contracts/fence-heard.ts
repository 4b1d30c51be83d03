import type { Order } from '../../src/ports/fleet.ts';

/** A fault that several fleets can have: orders are given with the newest fence ever heard of. */
export function fenceHeard(): (order: Order) => Order {
  let fence = 0;
  return (order) => {
    fence = Math.max(fence, order.fence);
    return { ...order, fence };
  };
}
