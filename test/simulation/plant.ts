import type { Tier } from './pool.ts';
import type { WayName } from './ways.ts';

/** One place of the source, below src, and what stands there instead. */
type Cut = { readonly file: string; readonly find: string; readonly put: string };

/**
 * A bug put into a copy of the source on purpose: a simulation that does not find it proves
 * nothing.
 */
export type Plant = {
  readonly name: string;
  /** Which kind of history finds it. */
  readonly tier: Tier;
  /** In which histories it shows, and a seed that showed it lately, to try first. */
  readonly ways: WayName;
  readonly near: number;
  readonly cuts: readonly Cut[];
};

/** Plants of one topic show in histories of one kind. */
export function planting(tier: Tier, ways: WayName) {
  return (name: string, near: number, ...cuts: readonly Cut[]): Plant => ({
    name,
    tier,
    ways,
    near,
    cuts,
  });
}

/** A plant has one such cut for each place that its promise is kept at. */
export function cut(file: string, find: string, put: string): Cut {
  return { file, find, put };
}

/** What histories of the core find, the whole bot's have to find too. */
export function alsoWhole(plants: readonly Plant[]) {
  return (name: string, near: number): Plant => {
    const plant = plants.find((one) => one.name === name);
    if (!plant) throw new Error(`nobody plants that ${name}`);
    return { ...plant, name: `${name}, in a whole history`, tier: 'whole', near };
  };
}
