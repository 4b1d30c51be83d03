import type { Missing } from './missing.ts';

/**
 * How users came over to the new servers since a batch began, as the service itself counts it. Null
 * is not nought: what nobody could read says why in `missing`.
 */
export type Reconnects = {
  /** The batch it is about, and when it was read (clock ms). */
  readonly since: number;
  readonly at: number;
  /** Reconnects that arrived, tries that failed before, and arrivals that took too long. */
  readonly arrived: number | null;
  readonly failed: number | null;
  readonly slow: number | null;
  readonly missing: Missing | null;
};

/** Fewer failures than this prove nothing, whatever share they are. */
const failedLeast = 3;

/** The share of tries that failed; null while nobody can tell. */
export function failedShare({ arrived, failed }: Reconnects): number | null {
  if (arrived === null || failed === null || !Number.isFinite(arrived + failed)) return null;
  return arrived + failed > 0 ? failed / (arrived + failed) : 0;
}

/**
 * Whether more reconnects fail than the plan bears. Unknown is no reason to slow down, and no
 * reason to call it well.
 */
export function failsTooOften(reconnects: Reconnects | null, max: number | null): boolean {
  const share = reconnects && failedShare(reconnects);
  return max !== null && share !== null && share > max && (reconnects?.failed ?? 0) >= failedLeast;
}
