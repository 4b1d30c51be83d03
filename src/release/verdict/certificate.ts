import type { Paired } from '../state/judgement.ts';
import { evidenceFor } from './paired.ts';
import type { JudgedSignal } from './judged-signal.ts';
import { logSum } from './log-sum.ts';
import type { Measure } from './ruler.ts';

/** What part of the limit each part of the certificate takes the build to have, and its share. */
const parts = [
  [0.9, 0.08],
  [0.8, 0.15],
  [0.65, 0.3],
  [0.5, 0.3],
  [0.3, 0.12],
  [0.1, 0.05],
] as const;

/**
 * The certificate that a build is not worse than its limit: the mirror image of the evidence
 * against. It is a sum over looks, so their order does not matter; in logarithms.
 */
export const proofStart: readonly number[] = parts.map(([, share]) => Math.log(share));

/** The certificate's parts after a look. */
export function proofAfter(
  proof: readonly number[],
  pair: Paired,
  limit: number,
  bunching: number,
): readonly number[] {
  return parts.map(
    ([part, share], index) =>
      (proof[index] ?? Math.log(share)) + evidenceFor(pair, limit * part, limit) / bunching,
  );
}

/**
 * The same for services that hardly ever fail: old servers' rate tells nothing there, so what is
 * proven is that the build stays under what is tolerated on any (Poisson's distribution). `times`
 * widens the floor.
 */
export function floorProofAfter(
  proof: readonly number[],
  { bad, all }: Paired,
  { floor, bunching }: Measure,
  times: number,
): readonly number[] {
  if (floor === null || floor <= 0) return proof;
  const expected = times * floor * all;
  return parts.map(
    ([part, share], index) =>
      (proof[index] ?? Math.log(share)) + (bad * Math.log(part) + (1 - part) * expected) / bunching,
  );
}

/** Either certificate is enough; the second one has to show twice as much for being another try. */
export function provenLog({
  proof,
  floorProof,
}: Pick<JudgedSignal, 'proof' | 'floorProof'>): number {
  return Math.max(logSum(proof), logSum(floorProof) - Math.LN2);
}
