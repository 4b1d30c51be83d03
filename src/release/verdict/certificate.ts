import { evidenceFor, type Paired } from './paired.ts';
import { logSum } from './log-sum.ts';

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

/** What the certificate is worth, as a logarithm. */
export function proofLog(proof: readonly number[]): number {
  return logSum(proof);
}
