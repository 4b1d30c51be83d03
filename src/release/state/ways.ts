/**
 * How a kind of fleet differs from the others. It stands in the plan and its hash, and is never
 * read from the configuration while a release runs: no rule asks what kind a fleet is.
 */
export type Ways = {
  /**
   * `users`: people stick to a server and are handed over. `traffic`: each request goes where
   * shares send it, and servers keep nobody.
   */
  readonly moves: 'users' | 'traffic';
  /** The smallest share of traffic that can be given, and the step between two; 0 in `users`. */
  readonly least: number;
  /** Servers come up bare, and are configured before anybody is let in. */
  readonly prepares: boolean;
  /** What becomes of an empty server: it is destroyed, or stopped and kept as a spare. */
  readonly empties: 'destroy' | 'park';
  /** So many servers fit one call within its deadline; the next look does the rest. */
  readonly atOnce: number;
  /** Servers are shut together: of a part of them the balancer could not say it. */
  readonly shutsTogether?: true;
  /** One call starts an order, however many servers it has: as many orders fit as ids do. */
  readonly startsOrders?: true;
  /** So many versions can be kept apart at once, that of a release among them; missing: any. */
  readonly sides?: number;
  /** Users last no longer on a closed server (real ms); null: as long as they like. */
  readonly closedMs: number | null;
  /** Jobs that must never run twice at once, in the order in which a release swaps them. */
  readonly singles: readonly string[];
};
