import type { Build } from '../release/state/build.ts';
import type { ImageState } from '../release/state/image.ts';
import type { Launching } from '../release/state/launch-order.ts';
import type { TrafficShare } from '../release/state/traffic-share.ts';
import type { Sight } from '../release/state/single.ts';
import type { Server } from '../release/state/servers.ts';
import type { Ways } from '../release/state/ways.ts';

/**
 * Whose order a call is. A fleet that can remember it refuses an older fence of the same release:
 * whoever gives such an order was replaced, and hears it as `Replaced`. For a single it refuses an
 * older turn too, whatever release gives it.
 */
export type Order = {
  readonly service: string;
  readonly release: string;
  /** The release's `turn`: rises with each release of the line. */
  readonly turn: number;
  /** Grows with every order somebody else could give for this release. */
  readonly fence: number;
  /**
   * Given without the ledger, by somebody who knows of no later turn than this. A fleet that can
   * remember it refuses the order once a release with a later turn has given one.
   */
  readonly lastTurn?: number;
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
  /**
   * What is there. Shares of traffic are shown as they are, not rounded: those of all servers add
   * up to 1 within 0.005, or somebody was left out, whose part nobody takes. Three that share
   * everything have a third each; three times 0.33 is no whole, and no batch would begin.
   *
   * Where a vendor may be asked only so often, a look may be put off by a fault that says so; one
   * that is urgent, for a way back, never is.
   */
  observe(service: string, isUrgent?: boolean): Promise<Sight>;
  /**
   * Begins to start one server per slot of the orders, each of which is given whole and as it was
   * given before. The token is made of release, slot and image: the same order never starts a
   * second one, and a slot that was ordered once is never started anew. `attempt` says how often
   * an order was refused for certain; each may try another place or size, and what an earlier one
   * started after all still counts.
   *
   * Spares take the slots they are named with, and bear the release's name before they start. One
   * that is not free is left alone, and refused like one that would not start.
   *
   * Throws `NoCapacity` only when it is certain which of it was not begun; everything else was.
   */
  launch(order: Order, wanted: Launching & { readonly build: Build }): Promise<void>;
  /**
   * Begins to configure bare servers for a build, where servers come up bare: the next look shows
   * them as starting, a later one as ready. One that is configured for it already, or is under way,
   * is left alone. One whose configuration failed, or could not be begun for long, is unhealthy.
   */
  prepare(
    order: Order,
    wanted: { readonly build: Build; readonly ids: readonly string[] },
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
   * Destroys servers, or stops them and keeps them as spares, as far as the fleet keeps any. The
   * fleet itself refuses those that are protected, take new users, have users or are not of the
   * service; and where it refuses one, all of those stay. What is on its way out may be named,
   * whoever sent it: it leaves the load balancer. A spare bears nobody's name any more.
   */
  retire(order: Order, ids: readonly string[], how: Ways['empties']): Promise<void>;
  /**
   * Stops a single, which finishes its work first, or starts it with this build. The fleet itself
   * starts none before its place said that nothing of that name runs there any more, and none at
   * another place: where nobody answers it starts nothing. Who is not in time (turn, then fence) is
   * refused.
   */
  swap(
    order: Order,
    wanted: { readonly build: Build; readonly single: string; readonly to: 'stopped' | 'running' },
  ): Promise<void>;
  /**
   * Whether the number of old servers may change by itself, where something outside of Davy changes
   * it: not while users move, and again once nothing does. Missing where nothing ever would. That
   * it may is said again and again.
   */
  letScale?(order: Order, on: boolean): Promise<void>;
  /** Whether the image can be launched now, and if not, whether it will be. */
  imageState(service: string, image: string): Promise<ImageState>;
  /**
   * The newest image that bears all the tags of a build, for each build that has one and by one
   * question for all. Left out is whose newest is still being made; what failed counts for nothing.
   * A fleet whose images have no tags finds none.
   */
  findImages(service: string, wanted: readonly WantedImage[]): Promise<readonly FoundImage[]>;
  /**
   * Everything Davy ever launched for the service and did not retire, also what no look shows: what
   * is forgotten costs money, and may serve users.
   */
  strays(service: string): Promise<readonly Stray[]>;
};

/** What the image of a build bears. */
export type WantedImage = {
  readonly version: string;
  readonly tags: Readonly<Record<string, string>>;
};

/** `among`: how many bear those tags and could be launched, this one counted. */
export type FoundImage = {
  readonly version: string;
  readonly image: string;
  readonly among: number;
};

/** Something of Davy's that was not retired. `since` is real ms. */
export type Stray = Pick<Server, 'id' | 'version' | 'release'> & {
  readonly since: number;
  /** What it is, in the vendor's word: a server, a disk, an address. */
  readonly kind: string;
  /** Null where nobody said what it costs. */
  readonly costPerHour: number | null;
};

/** One thing that a fleet found out about itself; `todo` says what to change if it is not well. */
export type FleetFinding = { readonly what: string; readonly todo: string | null };

/** What a fleet finds out about itself before a release needs it. Nothing is changed by that. */
export type FleetCheckup = {
  readonly findings: readonly FleetFinding[];
  /** What keeps `observe` from answering is among them, so nobody has to say it again. */
  readonly isExplained: boolean;
  /** Its servers say which version they run: without that nobody can be asked about it. */
  readonly knowsVersions: boolean;
  /** How far the vendor's clock is ahead of this machine's (ms); null where it said no time. */
  readonly aheadMs: number | null;
};
