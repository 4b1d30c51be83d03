/**
 * # src/release/start
 *
 * Decides what may start and what it starts as: a pre-release, a release, a return to an older
 * build; when, and what becomes of other pre-releases.
 */

import type { Daily, Plan } from '../state/plan.ts';
import type { Release } from '../state/release.ts';
import { isWorkday } from '../state/office-hours.ts';
import { addDays, dayOf, instantOf } from '../../time/zone.ts';

/**
 * A slot that could not be kept (the line was locked, nobody could tell whether the build is
 * healthy) stays open for so long.
 */
const patienceMs = 60 * 60_000;

/** Nobody is away for longer. */
const daysMost = 400;

/** The first slot at or after `at`. */
export function nextSlot({ minute, days, zone, holidays }: Daily, at: number): number | null {
  const today = dayOf(at, zone);
  // Where clocks jump over midnight, the slot of yesterday may be today.
  for (let ahead = -1; ahead <= daysMost; ahead += 1) {
    const day = addDays(today, ahead);
    const slot = instantOf(day, minute, zone);
    if (slot >= at && isWorkday({ days, holidays }, day)) return slot;
  }
  return null;
}

/**
 * When an approved build goes out by itself; null where it waits for no slot. The slot that has
 * just come is still open for a while.
 */
export function goesOutAt({ daily }: Plan, approvedAt: number, at: number): number | null {
  return daily ? nextSlot(daily, Math.max(approvedAt, at - patienceMs)) : null;
}

/** Whether an approved build still waits for its slot. */
export function isTooEarly({ phase, plan }: Release, at: number): boolean {
  const slot = phase.kind === 'approved' ? goesOutAt(plan, phase.since, at) : null;
  return slot !== null && slot > at;
}
