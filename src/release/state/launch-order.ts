/**
 * Servers that a release ordered: `n` slots from `base` on. It is recorded before anything is
 * called, and repeated whole until all were seen. Slots of a release only rise: one that was
 * ordered once is never ordered anew, whatever became of its server.
 */
export type LaunchOrder = {
  readonly base: number;
  readonly n: number;
  /** The release's own build, or the one its users go back to. */
  readonly of: 'build' | 'target';
  /** When it was given (real ms). */
  readonly at: number;
  /** Its slots that no look has shown yet. */
  readonly unseen: readonly number[];
  /** Those whose server was seen on its way out: only these are replaced. */
  readonly left: readonly number[];
  /** Those that a person's Retry lets be replaced in every phase; missing where none. */
  readonly replaceable?: readonly number[];
};

/** The same order, after a look has shown these servers of its release. */
export function afterLook(
  order: LaunchOrder,
  own: readonly { readonly slot: number; readonly state: string }[],
): LaunchOrder {
  const shown = new Set(own.map(({ slot }) => slot));
  const leaving = own.flatMap(({ slot, state }) => (state === 'leaving' ? [slot] : []));
  // Whatever was taken for gone and is shown is there.
  const isThere = (slot: number) => shown.has(slot) && !leaving.includes(slot);
  const { replaceable } = order;
  return {
    ...order,
    unseen: order.unseen.filter((slot) => !shown.has(slot)),
    left: slotsOf(order).filter(
      (slot) => !isThere(slot) && (order.left.includes(slot) || leaving.includes(slot)),
    ),
    ...(replaceable ? { replaceable: replaceable.filter((slot) => !isThere(slot)) } : {}),
  };
}

/** A stretch of slots, as a fleet is told it. */
export type Slots = Pick<LaunchOrder, 'base' | 'n'>;

/** The numbers of a stretch. */
export function slotsOf({ base, n }: Slots): readonly number[] {
  return Array.from({ length: n }, (_, index) => base + index);
}

/** The orders of a release that a person lets try again: what is gone may be replaced now. */
export function withoutGone({
  orders,
  known,
  id,
}: {
  readonly orders: readonly LaunchOrder[];
  readonly known: readonly { readonly release: string; readonly slot: number }[];
  readonly id: string;
}): readonly LaunchOrder[] {
  const there = known.flatMap(({ release, slot }) => (release === id ? [slot] : []));
  return orders.map((order) => {
    const gone = slotsOf(order).filter(
      (slot) => !order.unseen.includes(slot) && !there.includes(slot),
    );
    return { ...order, left: gone, ...(gone.length > 0 ? { replaceable: gone } : {}) };
  });
}
