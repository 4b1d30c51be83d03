import type { Outcome } from './move.ts';

/** A fix that comes later than this repairs the product, not the release before it. */
const fixWithinMs = 24 * 3_600_000;

/**
 * The release that another was made to fix: all its changes are fixes, and the one before it was
 * out for less than a day.
 */
export function fixedBy(fix: Outcome, moves: readonly Outcome[]): Outcome | null {
  const groups = new Set(fix.changelog?.changes.map(({ group }) => group));
  if (!groups.has('fix') || groups.has('feature') || groups.has('care')) return null;
  const { service } = fix.release;
  const last = moves.filter((move) => move.release.service === service && move.at < fix.at).at(-1);
  return last && fix.at - last.at <= fixWithinMs ? last : null;
}
