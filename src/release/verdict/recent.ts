import type { Paired } from '../state/judgement.ts';
import { nothingPaired, pairedSum } from './paired.ts';

/** What was counted lately, in pieces of equal length: so much and no more is remembered. */
export type Recent = readonly Piece[];

/** One piece of time; `proof` is how far the certificate was when it began. */
type Piece = { readonly from: number; readonly pair: Paired; readonly proof: number };

/** How far back is looked (90 minutes), and in what pieces: a late fault may hide in no more. */
export const recentMs = 90 * 60_000;
const pieceMs = 5 * 60_000;

/** Adds a look, and forgets what is too old. */
export function recentAfter(recent: Recent, at: number, pair: Paired, proof: number): Recent {
  const last = recent.at(-1);
  if (last && at - last.from < pieceMs)
    return [...recent.slice(0, -1), { ...last, pair: pairedSum(last.pair, pair) }];
  const kept = recent.filter(({ from }) => at - from < recentMs);
  return [...kept, { from: at, pair, proof }];
}

/** Everything that is remembered, as one. */
export function recentSum(recent: Recent): Paired {
  return recent.reduce((sum, { pair }) => pairedSum(sum, pair), nothingPaired);
}
