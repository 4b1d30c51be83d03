import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { UpstreamError } from '../../ports/errors.ts';
import type { RollbackOrders } from '../../ports/rollback-orders.ts';
import { openOrder, type Sealing, sealOrder } from '../ledger/sealed-order.ts';

const system = 'The disk';

/** Rollback orders in a file, which is the old one or the new one and never half of either. */
export function orderFile(path: string, sealing: Sealing): RollbackOrders {
  return {
    async read() {
      const text = await textIn(path);
      return text === null ? null : openOrder(text, sealing);
    },
    async keep(order) {
      const text = `${sealOrder(order, sealing)}\n`;
      try {
        await mkdir(dirname(path), { recursive: true });
        const file = await open(`${path}.new`, 'w', 0o600);
        try {
          await file.writeFile(text);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(`${path}.new`, path);
      } catch (cause) {
        throw new UpstreamError(system, `keeping a rollback order in ${path}`, { cause });
      }
    },
  };
}

async function textIn(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new UpstreamError(system, `reading the rollback order in ${path}`, { cause });
  }
}
