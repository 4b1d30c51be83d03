import type { Build } from '../release/state/build.ts';
import type { Slots } from '../release/state/launch-order.ts';
import type { TrafficShare } from '../release/state/traffic-share.ts';
import type { Sight } from '../release/state/single.ts';

/**
 * Whose order a call is. A fleet that can remember it refuses an older fence of the same release:
 * whoever gives such an order was replaced.
 */
export type Order = {
  readonly service: string;
  readonly release: string;
  /** Grows with every order somebody else could give for this release. */
  readonly fence: number;
  /**
   * Asked right before each single outward call that changes something, and not once for all: a
   * rollback may be recorded between two of them. Throws `LostLease` or `Superseded`; the fleet
   * then makes no further call and lets that pass.
   */
  readonly stillMine: () => Promise<void>;
};

/**
 * The servers of a service. Every call is safe to repeat and ends within the call deadline; each
 * throws `UpstreamError`. Those that change something say whose order they are.
 */
export type Fleet = {
  observe(service: string): Promise<Sight>;
  /**
   * Begins to start one server per slot of the orders, each of which is given whole and as it was
   * given before. The token is made of release, slot and image: the same order never starts a
   * second one, and a slot that was ordered once is never started anew.
   */
  launch(
    order: Order,
    wanted: { readonly build: Build; readonly orders: readonly Slots[] },
  ): Promise<void>;
  /**
   * Puts servers into the load balancer (if they are not) and lets them take new users. One that is
   * on its way out stays out, however late the call.
   */
  admit(order: Order, ids: readonly string[]): Promise<void>;
  /** Lets servers take no new users; those they have stay. */
  close(order: Order, ids: readonly string[]): Promise<void>;
  /** Asks servers to hand users over until at most `keep` remain on each. */
  migrate(
    order: Order,
    moves: readonly { readonly id: string; readonly keep: number }[],
  ): Promise<void>;
  /**
   * Shares new traffic out, where shares move it: they add up to 1, each is spread evenly over the
   * open servers it names, and who is not named gets none. Requests under way end where they are.
   */
  steer(order: Order, shares: readonly TrafficShare[]): Promise<void>;
  /** Switches termination protection. */
  protect(order: Order, ids: readonly string[], on: boolean): Promise<void>;
  /**
   * Destroys servers. The fleet itself refuses those that are protected, take new users, have users
   * or are not of the service; and where it refuses one, all of those stay. What is on its way out
   * may be named, whoever sent it: it leaves the load balancer.
   */
  retire(order: Order, ids: readonly string[]): Promise<void>;
  /** Whether the image can be launched now. */
  findImage(service: string, image: string): Promise<boolean>;
};
