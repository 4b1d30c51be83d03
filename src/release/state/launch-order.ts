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
  /** How much of the time since then nobody looked for it (ms); missing where none. */
  readonly unwatched?: number;
  /** Its slots that no look has shown yet. */
  readonly unseen: readonly number[];
  /** Those whose server was seen on its way out: only these are replaced. */
  readonly left: readonly number[];
  /** Those that a person's Retry lets be replaced in every phase; missing where none. */
  readonly replaceable?: readonly number[];
  /** How often it was refused for certain: each try may go elsewhere. */
  readonly attempt: number;
  /** The spares assigned to its slots, in their order; missing where it is for new servers. */
  readonly spares?: readonly string[];
  /** Slots whose spare would not start: their place is taken by a new server in a later order. */
  readonly dead?: readonly number[];
  /**
   * When it was refused last (real ms), and in what words of the vendor's, and since when it is
   * (clock ms; not known of what was recorded before); missing where never.
   */
  readonly refused?: { readonly since?: number; readonly at: number; readonly said: string };
  /** It is not given again before no call of the try that was refused can still arrive. */
  readonly rests?: true;
};

/** The slots of a release that a look has shown, and those of them on their way out. */
type SlotsShown = { readonly shown: ReadonlySet<number>; readonly leaving: ReadonlySet<number> };

/** Read once from what a look showed of a release, for all of its orders. */
export function slotsShown(
  own: readonly { readonly slot: number; readonly state: string }[],
): SlotsShown {
  return {
    shown: new Set(own.map(({ slot }) => slot)),
    leaving: new Set(own.filter(({ state }) => state === 'leaving').map(({ slot }) => slot)),
  };
}

/** The same order, after a look has shown these of its release's slots. */
export function afterLook(order: LaunchOrder, { shown, leaving }: SlotsShown): LaunchOrder {
  const { replaceable, dead } = order;
  const isWhole = order.unseen.length === 0 && order.left.length === 0 && !replaceable && !dead;
  if (isWhole && leaving.size === 0) return order;
  // Whatever was taken for gone and is shown is there.
  const isThere = (slot: number) => shown.has(slot) && !leaving.has(slot);
  return {
    ...order,
    unseen: order.unseen.filter((slot) => !shown.has(slot)),
    left: slotsOf(order).filter(
      (slot) => !isThere(slot) && (order.left.includes(slot) || leaving.has(slot)),
    ),
    ...(replaceable ? { replaceable: replaceable.filter((slot) => !isThere(slot)) } : {}),
    ...(dead ? { dead: dead.filter((slot) => !shown.has(slot)) } : {}),
  };
}

/** A stretch of slots, as a fleet is told it. */
export type Slots = Pick<LaunchOrder, 'base' | 'n' | 'attempt'>;

/** A spare and the slot that it is to take. */
export type SpareOrder = { readonly slot: number; readonly id: string };

/** What a fleet is to start: new servers, and spares that were assigned. */
export type Launching = {
  readonly orders: readonly Slots[];
  readonly spares: readonly SpareOrder[];
};

/** What a fleet refused for certain to start: tries at orders, and spares by their ids. */
export type Refused = {
  readonly orders: readonly Pick<LaunchOrder, 'base' | 'attempt'>[];
  readonly spares: readonly string[];
  /** In the vendor's own words. */
  readonly said: string;
};

/** What of some orders no look has shown yet, as a fleet is told it. */
export function launchingOf(orders: readonly LaunchOrder[]): Launching {
  return {
    orders: orders.flatMap(({ base, n, attempt, spares }) =>
      spares ? [] : [{ base, n, attempt }],
    ),
    spares: orders.flatMap(({ base, unseen, spares = [] }) =>
      spares.flatMap((id, i) => (unseen.includes(base + i) ? [{ slot: base + i, id }] : [])),
    ),
  };
}

/** The numbers of a stretch. */
export function slotsOf({ base, n }: Pick<Slots, 'base' | 'n'>): readonly number[] {
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
      (slot) =>
        !order.unseen.includes(slot) && !there.includes(slot) && !order.dead?.includes(slot),
    );
    return { ...order, left: gone, ...(gone.length > 0 ? { replaceable: gone } : {}) };
  });
}
