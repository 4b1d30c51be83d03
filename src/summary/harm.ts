import type { Release } from '../release/state/release.ts';
import { isLast } from '../release/state/phase.ts';
import type { Chronicle, Turn } from '../release/state/turn.ts';
import { overlapOf, type Period } from './period.ts';

/** Users × ms on a version that was failing, within a period: how much harm, not only how often. */
export function harmOf(chronicles: readonly Chronicle[], period: Period, now: number): number {
  return chronicles.reduce(
    (sum, { release, turns }) =>
      sum +
      (release.kind === 'return'
        ? leftBehind(turns, period, now)
        : onFailing(release, turns, period, now)),
    0,
  );
}

/** From the first bad reading until the last user is back, or health returns by itself. */
function onFailing(release: Release, turns: readonly Turn[], period: Period, now: number): number {
  const failing = (turn: Turn | undefined) => turn !== undefined && isFailing(release, turn);
  return turns.reduce((sum, turn, i) => {
    if (!failing(turn)) return sum;
    const before = failing(turns[i - 1]) ? turn.at : Math.min(turn.at, turn.badSince ?? turn.at);
    const next = turns[i + 1];
    const users = ((turn.users ?? 0) + (next?.users ?? turn.users ?? 0)) / 2;
    return (
      sum +
      (turn.users ?? 0) * overlapOf(before, turn.at, period) +
      users * overlapOf(turn.at, next?.at ?? now, period)
    );
  }, 0);
}

/**
 * A build that was live and had to be left harms those who are still on it, until all have moved.
 */
function leftBehind(turns: readonly Turn[], period: Period, now: number): number {
  return turns.reduce((sum, turn, i) => {
    const next = turns[i + 1];
    const over = !['requested', 'launching', 'verifying', 'migrating', 'stuck'].includes(
      turn.phase,
    );
    return over
      ? sum
      : sum +
          (((turn.oldUsers ?? 0) + (next?.oldUsers ?? turn.oldUsers ?? 0)) / 2) *
            overlapOf(turn.at, next?.at ?? now, period);
  }, 0);
}

/** A canary that somebody declined or stopped goes back too, and nobody is harmed by it. */
export function isFailing(release: Release, { phase, countdown, usersBackAt }: Turn): boolean {
  if (phase === 'rolling-back') return usersBackAt === null && endOf(release) === 'rolled-back';
  // A countdown is remembered when all is over.
  return countdown !== null && !isLast(phase);
}

function endOf({ phase }: Release): string {
  return phase.kind === 'rolling-back' ? phase.end : phase.kind;
}

/**
 * From the limit crossed to the last user back, of a release that was rolled back while it moved.
 */
export function recoveredIn({ turns }: Pick<Chronicle, 'turns'>, end: number): number {
  const back = turns.find(({ phase }) => phase === 'rolling-back');
  const last = turns
    .filter((turn) => turn.countdown !== null && turn.at <= (back?.at ?? end))
    .at(-1)?.countdown;
  const called = last === undefined ? undefined : turns.find((turn) => turn.countdown === last);
  const crossed = called ? Math.min(called.badSince ?? called.at, called.at) : (back?.at ?? end);
  const home = turns.find(({ usersBackAt }) => usersBackAt !== null)?.usersBackAt ?? end;
  return Math.max(0, home - crossed);
}

/**
 * The same of a live release that was left again: from the order to go back until nobody is on it.
 */
export function returnedIn({ release, turns }: Chronicle): number | null {
  const home = turns.find(({ phase }) =>
    ['watching', 'swapping', 'retiring', 'announcing', 'live'].includes(phase),
  );
  return home ? Math.max(0, home.at - release.at) : null;
}
