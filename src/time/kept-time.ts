/**
 * # src/time
 *
 * Rules of time that every room shares: what a clock on the wall shows in a zone, and how long
 * leases, calls and late answers last, and what time it is when a clock was set.
 */

/**
 * What all replicas go by: the database's clock, and by how much they put it right since somebody
 * set it. `lastMs` is the latest time that any replica was told; null before the first.
 */
export type KeptTime = { readonly aheadMs: number; readonly lastMs: number | null };

/** What the asker was last told, and how long ago by a clock that nobody can set. */
export type ToldBefore = { readonly ms: number; readonly elapsedMs: number };

/** Behind by less than this, a clock stands still for a moment and nothing is put right. */
const backMs = 1_000;
/**
 * Ahead by less than this, it is believed: replicas ask every few seconds, so one that stood still
 * cannot take its own pause for a step.
 */
const forwardMs = 10_000;
/**
 * A step of more than a day is no fail-over but a clock that was wrong: it is believed, for time
 * that is off by so much would be of no use to anybody.
 */
export const believedMs = 24 * 60 * 60_000;
/** What was put right goes away again at a tenth of the speed of time, which no deadline feels. */
const slewShare = 0.1;

/**
 * The time now, given what the database's clock shows and what the asker was told before; null
 * where it never was. A clock that steps, as one does when another server takes over, must neither
 * end a deadline nor hold it up: time goes on from where it was, and comes back to the database's
 * clock so slowly that nobody is hurt. `stepMs` says by how much it stepped, 0 if it did not.
 */
export function carryOn(
  { aheadMs, lastMs }: KeptTime,
  clockMs: number,
  before: ToldBefore | null,
): { readonly aheadMs: number; readonly lastMs: number; readonly stepMs: number } {
  const told = clockMs + aheadMs;
  const stepMs = stepOf(told, lastMs ?? told, before);
  if (Math.abs(stepMs) > believedMs) return { aheadMs: 0, lastMs: clockMs, stepMs };
  if (stepMs !== 0) return { aheadMs: aheadMs - stepMs, lastMs: told - stepMs, stepMs };
  const back = Math.min(Math.abs(aheadMs), Math.max(0, told - (lastMs ?? told)) * slewShare);
  const slewed = aheadMs - Math.sign(aheadMs) * back;
  return { aheadMs: slewed, lastMs: Math.max(lastMs ?? 0, clockMs + slewed), stepMs: 0 };
}

/** It cannot be earlier than what anybody was told, nor than what was told and passed since. */
function stepOf(told: number, lastMs: number, before: ToldBefore | null): number {
  const elapsedMs = before?.elapsedMs ?? 0;
  const least = Math.max(lastMs, before ? before.ms + elapsedMs : lastMs);
  if (told < least - backMs - elapsedMs * slewShare) return told - least;
  // Since anybody was told, no more can have passed than since the asker was.
  const most = lastMs + elapsedMs;
  return before && told > most + forwardMs ? told - most : 0;
}
