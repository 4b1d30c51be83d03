/**
 * # src/process
 *
 * What a running process needs besides Davy: its clock, its log without secrets, its own `fetch`.
 */

import type { Clock } from '../ports/clock.ts';

/**
 * The time people read. At speed 1 it is real; in the playground it runs faster from `epoch` on,
 * and a restart finds it where it would be.
 */
export function scaledClock(speed: number, epoch: number, realNow: () => number): Clock {
  return {
    now: () => Math.round(epoch + (realNow() - epoch) * speed),
    wall: (at) => Math.round(epoch + (at - epoch) / speed),
  };
}

/** How often the database is asked for the time (real ms). */
const askEveryMs = 30_000;

/**
 * Real time as the database tells it, carried on between two questions by a clock that nobody can
 * set. Replicas agree on it whatever their own clocks say, and it never runs backwards. `steady`:
 * milliseconds since anything.
 */
export async function databaseTime(
  ask: () => Promise<number>,
  steady: () => number,
  every = askEveryMs,
): Promise<{ readonly now: () => number; stop(): void }> {
  let ahead = await difference(ask, steady);
  let last = 0;
  const again = async () => {
    // While the database does not answer, the last difference still holds.
    ahead = await difference(ask, steady).catch(() => ahead);
  };
  const timer = setInterval(() => void again(), every);
  timer.unref();
  const now = () => {
    last = Math.max(last, Math.round(steady() + ahead));
    return last;
  };
  return { now, stop: () => clearInterval(timer) };
}

/** The answer belongs to the middle of the question's way there and back. */
async function difference(ask: () => Promise<number>, steady: () => number): Promise<number> {
  const asked = steady();
  const decision = await ask();
  return decision - (asked + steady()) / 2;
}
