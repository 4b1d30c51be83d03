import { z } from 'zod';
import type { Delivery } from '../../ports/ledger.ts';
import type { ReadRequest, SlackRequest } from '../match/request.ts';

/** A request that waits for its answer, and since when (real ms). */
export type WaitingRequest = { readonly at: number; readonly request: SlackRequest };

const Row = z.object({ at: z.number(), slack: z.unknown() });

/** The row of the inbox that keeps it. */
export function rowOf({ at, request }: WaitingRequest): Delivery {
  return { id: request.id, once: null, body: { at, slack: request.slack } };
}

/** Reads what another process stored, perhaps another version of Davy; null: it cannot be read. */
export function readRow(
  { body }: Delivery,
  read: ReadRequest,
): { readonly at: number; readonly request: SlackRequest | null } {
  const { at, slack } = Row.parse(body);
  return { at, request: read(slack) };
}
