import type { Claim, Tickets } from '../ports.ts';
import type { Release } from '../release/release.ts';
import type { Shop } from './shop.ts';

/** What one round of work on the tickets of a release needs. */
export type Round = { readonly shop: Shop; readonly claim: Claim; readonly port: Tickets; readonly release: Release };

/** An order whose answer was lost may still arrive for so long: longer than lease and call deadline together (real ms). */
export const lateMs = 11_500;
