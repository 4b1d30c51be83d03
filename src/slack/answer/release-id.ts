import { createHash } from 'node:crypto';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Short enough to type; the same seed always names the same release. */
export function releaseId(seed: string): string {
  const bytes = createHash('sha256').update(seed).digest().subarray(0, 6);
  return `rel_${[...bytes].map((byte) => letters[byte % 32] ?? '0').join('')}`;
}
