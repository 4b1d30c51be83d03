/**
 * # src/engine/tickets
 *
 * The lane that finishes tickets: reads each before each order, so that a repeated round does
 * nothing twice.
 */

import type { Claim } from '../../ports/ledger.ts';
import type { Tickets } from '../../ports/tickets.ts';
import type { Release } from '../../release/state/release.ts';
import type { WorkerContext } from '../worker-context.ts';

/** What one round of work on the tickets of a release needs. */
export type TicketRound = {
  readonly context: WorkerContext;
  readonly claim: Claim;
  readonly port: Tickets;
  readonly release: Release;
};
