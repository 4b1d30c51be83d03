/** A server as a front door knows it. */
export type Behind = { readonly id: string; readonly release: string; readonly version: string };

/**
 * Where new requests go: by weights of groups of servers, evenly within each. A group that nobody
 * can reach gives its part to the others, as balancers do; where no group is left that has any, the
 * door sends nobody anywhere.
 */
export function frontDoor(first: { readonly release: string; readonly version: string }) {
  let weights = new Map([[nameOf(first), 1]]);
  return {
    weigh(shares: readonly (Omit<Behind, 'id'> & { readonly share: number })[]): void {
      weights = new Map(shares.map((one) => [nameOf(one), one.share]));
    },
    /** What of the weight belongs to groups that can be reached (0 to 1). */
    reached(open: readonly Behind[]): number {
      const names = new Set(open.map(nameOf));
      return [...weights].reduce((sum, [name, share]) => sum + (names.has(name) ? share : 0), 0);
    },
    /** The share of each server that can be reached. */
    sharesOf(open: readonly Behind[]): ReadonlyMap<string, number> {
      const names = open.map(nameOf);
      const sizes = new Map<string, number>();
      for (const name of names) sizes.set(name, (sizes.get(name) ?? 0) + 1);
      let reached = 0;
      for (const name of sizes.keys()) reached += weights.get(name) ?? 0;
      const shares = new Map<string, number>();
      for (const [i, { id }] of open.entries()) {
        const name = names[i] ?? '';
        const weight = reached > 0 ? (weights.get(name) ?? 0) / reached : 0;
        shares.set(id, weight / (sizes.get(name) ?? 1));
      }
      return shares;
    },
  };
}

function nameOf({ release, version }: Omit<Behind, 'id'>): string {
  return `${release}\n${version}`;
}
