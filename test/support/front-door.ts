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
      const groups = Map.groupBy(open, nameOf);
      const reached = [...groups.keys()].reduce((sum, name) => sum + (weights.get(name) ?? 0), 0);
      return new Map(
        open.map((one) => {
          const group = groups.get(nameOf(one)) ?? [one];
          const weight = weights.get(nameOf(one)) ?? 0;
          return [one.id, reached > 0 ? weight / reached / group.length : 0];
        }),
      );
    },
  };
}

function nameOf({ release, version }: Omit<Behind, 'id'>): string {
  return `${release}\n${version}`;
}
