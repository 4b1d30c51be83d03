import type { RollbackOrder } from '../release/servers/rollback-order.ts';

/**
 * Where the way back of a line is kept outside the database, for the day that is gone. Throws
 * `UpstreamError`.
 */
export type RollbackOrders = {
  /** Null where none was ever kept. What nobody signed who may is refused. */
  read(): Promise<RollbackOrder | null>;
  /** Writes an order over the one before. */
  keep(order: RollbackOrder): Promise<void>;
};
