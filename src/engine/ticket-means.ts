import type { Claim, Tickets } from '../ports.ts';
import type { Release } from '../release/release.ts';
import type { Shop } from './shop.ts';

/** What one round of work on the tickets of a release needs. */
export type Round = {
  readonly shop: Shop;
  readonly claim: Claim;
  readonly port: Tickets;
  readonly release: Release;
};
