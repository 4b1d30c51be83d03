import type { Tier } from './pool.ts';
import type { WayName } from './ways.ts';

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
  readonly cuts: readonly { readonly file: string; readonly find: string; readonly put: string }[];
};
