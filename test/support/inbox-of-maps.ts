import type { Delivery } from '../../src/ports/ledger.ts';

/**
 * The part of the ledger that keeps deliveries, with a switch for a database that does not answer.
 */
export function inboxOfMaps() {
  const rows = new Map<string, { readonly delivery: Delivery; lent: boolean; answered: boolean }>();
  const state = { hangs: false, late: [] as (() => void)[] };
  return {
    rows,
    state,
    async receive(delivery: Delivery): Promise<boolean> {
      if (state.hangs) await new Promise<void>((resolve) => state.late.push(resolve));
      if (rows.has(delivery.id)) return false;
      rows.set(delivery.id, { delivery: structuredClone(delivery), lent: false, answered: false });
      return true;
    },
    async claimDelivery(): Promise<Delivery | null> {
      const row = [...rows.values()].find((one) => !one.answered && !one.lent);
      if (row) row.lent = true;
      return row?.delivery ?? null;
    },
    async claimDeliveryById(id: string): Promise<Delivery | null> {
      const row = rows.get(id);
      if (!row || row.answered || row.lent) return null;
      row.lent = true;
      return row.delivery;
    },
    async answered(id: string): Promise<void> {
      const row = rows.get(id);
      if (row) row.answered = true;
    },
    /** A worker died: what it had is lent again. */
    returnLent(): void {
      for (const row of rows.values()) row.lent = false;
    },
  };
}
