/**
 * # src/process
 *
 * What a running process needs besides Davy: its clock, its log without secrets, its own `fetch`.
 */

import type { Clock } from '../ports/clock.ts';
import { believedMs, type ToldBefore } from '../time/kept-time.ts';

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
const askEveryMs = 5_000;

/** Where real time comes from, and clocks of this machine that nobody can set (ms). */
type TimeSources = {
  /** Tells the time; may ask what it told before, and how long ago. */
  readonly ask: (before: () => ToldBefore | null) => Promise<{
    readonly ms: number;
    readonly stepMs: number;
  }>;
  readonly steady: () => number;
  /** Goes on while the machine sleeps, which the steady one may not. */
  readonly sinceBoot?: () => number;
  /** The database's clock was set by so much. */
  readonly stepped?: (stepMs: number) => void;
};

/**
 * Real time as the ledger keeps it, carried on between two questions by a clock that nobody can
 * set. Replicas agree on it whatever their own clocks say; it never runs backwards, and a step of
 * the database's clock does not move it.
 */
export async function databaseTime(
  { ask, steady, sinceBoot = steady, stepped }: TimeSources,
  every = askEveryMs,
): Promise<{ readonly now: () => number; stop(): void }> {
  let told: { readonly ms: number; readonly steady: number; readonly boot: number } | null = null;
  const before = () =>
    told && {
      ms: told.ms,
      elapsedMs: Math.max(steady() - told.steady, sinceBoot() - told.boot),
    };
  let last = 0;
  const difference = async (): Promise<number> => {
    const asked = steady();
    const { ms, stepMs } = await ask(before);
    // The answer belongs to the middle of the question's way there and back.
    const middle = (asked + steady()) / 2;
    told = { ms, steady: middle, boot: sinceBoot() };
    if (stepMs !== 0) stepped?.(stepMs);
    // It was wrong by days: nobody waits for them to pass again.
    if (last - ms > believedMs) last = 0;
    return ms - middle;
  };
  let ahead = await difference();
  let asking = false;
  const again = async () => {
    if (asking) return;
    asking = true;
    // While the database does not answer, the last difference still holds.
    ahead = await difference().catch(() => ahead);
    asking = false;
  };
  const timer = setInterval(() => void again(), every);
  timer.unref();
  const now = () => {
    last = Math.max(last, Math.round(steady() + ahead));
    return last;
  };
  return { now, stop: () => clearInterval(timer) };
}
