import type { Daily, Plan } from '../state/plan.ts';
import type { Release } from '../state/release.ts';

/**
 * A slot that could not be kept (the line was locked, nobody could tell whether the build is
 * healthy) stays open for so long.
 */
const patienceMs = 60 * 60_000;
const dayMs = 24 * 60 * 60_000;

/**
 * The first slot at or after `at`. A time that clocks skip in spring is the moment they jump; one
 * they show twice in autumn is the first.
 */
export function nextSlot({ minute, days, zone }: Daily, at: number): number | null {
  const today = wallOf(at, zone);
  for (let ahead = -1; ahead <= 8; ahead += 1) {
    const date = Date.UTC(today.year, today.month - 1, today.day) + ahead * dayMs;
    const slot = instantOf(date + minute * 60_000, zone);
    if (slot >= at && days.includes(new Date(date).getUTCDay())) return slot;
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

/** The moment at which clocks in the zone show this wall time (given as if it were UTC). */
function instantOf(wall: number, zone: string): number {
  const guesses = [wall - offsetAt(wall - dayMs, zone), wall - offsetAt(wall + dayMs, zone)];
  const exact = guesses.filter((guess) => guess + offsetAt(guess, zone) === wall);
  // Skipped by the clocks: with the offset of before it falls right behind the jump.
  return exact.length > 0 ? Math.min(...exact) : (guesses[0] ?? wall);
}

function offsetAt(at: number, zone: string): number {
  const { year, month, day, hour, minute, second } = wallOf(at, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1_000) * 1_000;
}

function wallOf(at: number, zone: string) {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = Object.fromEntries(
    format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  );
  const of = (name: string) => parts[name] ?? 0;
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    hour: of('hour'),
    minute: of('minute'),
    second: of('second'),
  };
}

/** Whether an approved build still waits for its slot. */
export function isTooEarly({ phase, plan }: Release, at: number): boolean {
  const slot = phase.kind === 'approved' ? goesOutAt(plan, phase.since, at) : null;
  return slot !== null && slot > at;
}
