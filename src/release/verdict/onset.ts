import type { Paired } from '../state/judgement.ts';
import { evidenceFor, nothingPaired, pairedSum } from './paired.ts';

/** Since when a build seems to be worse, and what was counted since. */
export type Onset = { readonly at: number; readonly score: number; readonly since: Paired };

/** Where nothing speaks against a build yet. */
export function onsetStart(at: number): Onset {
  return { at, score: 0, since: nothingPaired };
}

/** Begins anew whenever all that spoke against the build is outweighed. */
export function onsetAfter(
  { at, score, since }: Onset,
  from: number,
  pair: Paired,
  allowed: number,
  limit: number,
): Onset {
  const fresh = score <= 0;
  const next = (fresh ? 0 : score) + evidenceFor(pair, Math.max(limit, allowed * 1.25), allowed);
  if (next <= 0) return { at: from, score: 0, since: nothingPaired };
  return fresh
    ? { at: from, score: next, since: pair }
    : { at, score: next, since: pairedSum(since, pair) };
}
