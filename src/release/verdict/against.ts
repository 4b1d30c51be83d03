/**
 * # src/release/verdict
 *
 * Judges a build by what was counted on it and beside it: worse, proven no worse, or not to be told
 * yet. One file for each idea; `judge-look.ts` takes a look in, `verdict-of.ts` says what follows.
 * Pure, in values, and as large after three days as after an hour.
 */
import type { Paired } from '../state/judgement.ts';
import { evidenceFor } from './paired.ts';
import { logSum } from './log-sum.ts';

/**
 * The evidence that a build is worse: a bet of 1 that grows while the build does worse than old
 * servers may. While it does not, the bet is worth 1 on average, so it reaches 20 in at most one
 * soak of 20, however often anybody looks. In logarithms, because bets outgrow numbers.
 */
export type Against = { readonly logs: readonly number[]; readonly unspent: number };

/** How many times worse than allowed each part of the bet takes the build to be, and its share. */
const bets = [
  [1.25, 0.1],
  [1.6, 0.27],
  [2.2, 0.27],
  [3.5, 0.2],
  [8, 0.1],
  [30, 0.06],
] as const;

/** One look alone convicts nobody: one client that hammers is no build. */
const mostOfALook = 4;

/** Half of the bet says that the fault was there from the start, half that it begins later. */
export const againstStart: Against = {
  logs: bets.map(([, share]) => Math.log(share / 2)),
  unspent: 0.5,
};

/** The bet after a look; `begins` is the share of what is unspent that is bet from now on. */
export function againstAfter(
  { logs, unspent }: Against,
  pair: Paired,
  allowed: number,
  bunching: number,
  begins: number,
): Against {
  const spent = unspent * begins;
  return {
    logs: bets.map(([times, share], index) => {
      const gained = evidenceFor(pair, allowed * times, allowed) / bunching;
      const before = logs[index] ?? Math.log(share / 2);
      return logSum([before, Math.log(share * spent)]) + Math.min(mostOfALook, gained);
    }),
    unspent: unspent - spent,
  };
}

/** What the bet is worth now, as a logarithm. */
export function againstLog({ logs, unspent }: Against): number {
  return logSum([...logs, Math.log(unspent)]);
}
