import { memoryLedger } from '../adapters/memory-ledger/open.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { RollbackOrder } from '../release/servers/rollback-order.ts';

/** A ledger that holds what an order says and lasts as long as the process. */
export function ledgerOf(
  order: RollbackOrder,
  means: Pick<Parameters<typeof memoryLedger>[0], 'realTime' | 'sleep'>,
): Ledger {
  return memoryLedger({ ...means, holds: order });
}
