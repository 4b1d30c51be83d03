import type { Refused } from '../../../src/release/state/launch-order.ts';

/** Whose a spare was made, and what was refused, from the calls themselves. */
export function makeHands() {
  const tries = new Map<string, number>();
  const dead = new Set<string>();
  return {
    /** Which release was given a spare last. */
    holders: new Map<string, string>(),
    /** What a slot was ordered as first. */
    slots: new Map<string, string>(),
    tries,
    dead,
    /** For how many of such rows of tries people were called already. */
    called: new Map<string, number>(),
    /** A refusal that was heard. */
    refused(release: string, { orders, spares }: Refused): void {
      for (const { base } of orders)
        tries.set(`${release}/${base}`, (tries.get(`${release}/${base}`) ?? 0) + 1);
      for (const id of spares) dead.add(`${release}/${id}`);
    },
  };
}
