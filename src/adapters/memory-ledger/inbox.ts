import type { Delivery, Ledger } from '../../ports/ledger.ts';
import { timing } from '../../time/timing.ts';
import type { RealTime } from './memory.ts';

/** Deliveries, each stored once by its id and once by question and person. */
export function memoryInbox(
  realTime: RealTime,
): Pick<Ledger, 'receive' | 'claimDelivery' | 'claimDeliveryById' | 'answered'> {
  const rows = new Map<
    string,
    { readonly delivery: Delivery; lentUntil: number; answered: boolean }
  >();
  const once = new Set<string>();

  const lend = (id: string | null): Delivery | null => {
    for (const row of id === null ? rows.values() : [rows.get(id)]) {
      if (!row || row.answered || row.lentUntil >= realTime()) continue;
      row.lentUntil = realTime() + timing.deliveryLeaseMs;
      return row.delivery;
    }
    return null;
  };

  return {
    receive: async (delivery) => {
      if (rows.has(delivery.id) || (delivery.once !== null && once.has(delivery.once)))
        return false;
      rows.set(delivery.id, { delivery, lentUntil: -Infinity, answered: false });
      if (delivery.once !== null) once.add(delivery.once);
      return true;
    },
    claimDelivery: async () => lend(null),
    claimDeliveryById: async (id) => lend(id),
    answered: async (id) => {
      const row = rows.get(id);
      if (row) row.answered = true;
    },
  };
}
