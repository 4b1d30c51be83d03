import type { Chronicle } from '../release/state/turn.ts';
import { fixedBy } from './fixes.ts';
import { harmOf, isFailing, recoveredIn, returnedIn } from './harm.ts';
import { type SummaryRecords, type Outcome, outcomesOf, returnFrom, returnsOf } from './move.ts';
import { isIn, type Period } from './period.ts';
import { type ServerTime, serverTimeOf } from './server-hours.ts';
import { type Stage, stages, spentOn } from './stays.ts';

/** The numbers of one period. A number nobody can know is null; nothing happened is 0. */
export type Figures = {
  /**
   * Releases that reached all users, and those that were rolled back after users had begun to move.
   */
  readonly live: number;
  readonly rolledBack: number;
  /**
   * Of both: rolled back, taken back after everybody had it, or followed within a day by a release
   * made only to fix it.
   */
  readonly failed: number;
  /** Releases made only to fix one; null where no changelog tells. */
  readonly fixes: number | null;
  /** Median from the first merge (or where no changelog tells, the build) to all users. */
  readonly lead: { readonly ms: number; readonly from: 'merge' | 'build' } | null;
  /** Median from the limit crossed to the last user back. */
  readonly recoveryMs: number | null;
  /** Median time a release waited for somebody's word; and all time on hold. */
  readonly waitingMs: number | null;
  readonly heldMs: number;
  /** Users × minutes on a version that was failing. */
  readonly harmedMinutes: number;
  /** What went back from its canary: how many builds, and how many users met them and never did. */
  readonly stopped: { readonly builds: number; readonly met: number; readonly spared: number };
  /** What canaries and spares took. */
  readonly servers: ServerTime;
  /** Median time of each part of a release. */
  readonly spent: readonly { readonly part: Stage; readonly ms: number }[];
  /** Messages and pings per release; null where there was none. */
  readonly noise: { readonly messages: number; readonly pings: number } | null;
};

/** Counts one period. Pure: the same books always gives the same numbers. */
export function figuresOf(books: SummaryRecords, period: Period, now: number): Figures {
  const all = outcomesOf(books);
  const moves = all.filter(({ at }) => isIn(at, period));
  const live = moves.filter(({ outcome }) => outcome === 'live');
  const returns = returnsOf(books);
  const fixes = all.flatMap((move) => fixedBy(move, all) ?? []);
  const failed = moves.filter(
    (move) =>
      move.outcome === 'rolled-back' || returnFrom(move, returns) !== null || fixes.includes(move),
  );
  const spent = moves.map(spentOn);
  const known = moves.some(({ changelog }) => changelog !== null);
  return {
    live: live.length,
    rolledBack: moves.length - live.length,
    failed: failed.length,
    fixes: known ? moves.filter((move) => fixedBy(move, all) !== null).length : null,
    lead: leadOf(live, books),
    recoveryMs: median(failed.map((move) => recoveryOf(move, returns)).filter((ms) => ms !== null)),
    waitingMs: median(
      spent.flatMap((one, i) => (moves[i]?.carried.length ? [one.waiting ?? 0] : [])),
    ),
    heldMs: spent.reduce((sum, { held = 0 }) => sum + held, 0),
    harmedMinutes: Math.round(harmOf(books.chronicles, period, now) / 60_000),
    stopped: stoppedIn(books, period),
    servers: serverTimeOf(books.chronicles, period, now),
    spent: stages.flatMap((part) => {
      const ms = median(spent.flatMap((one) => one[part] ?? []));
      return ms === null || ms === 0 ? [] : [{ part, ms }];
    }),
    noise:
      moves.length === 0
        ? null
        : {
            messages: mean(moves.map(({ messages }) => messages)),
            pings: mean(moves.map(({ pings }) => pings)),
          },
  };
}

function leadOf(live: readonly Outcome[], { wall }: SummaryRecords): Figures['lead'] {
  const merged = live.filter(({ changelog }) => (changelog?.changes.length ?? 0) > 0);
  const from = merged.length > 0 ? 'merge' : 'build';
  const ms = median((from === 'merge' ? merged : live).map((move) => leadOfOne(move, wall)));
  return ms === null ? null : { ms, from };
}

/**
 * A build is registered in clock time and a change dated in real time; nothing was merged after it
 * was built.
 */
function leadOfOne({ release, at, changelog }: Outcome, wall: (at: number) => number): number {
  const { registeredAt } = release.build;
  const first = Math.min(...(changelog?.changes ?? []).map((change) => change.at));
  return Math.max(
    0,
    at - registeredAt + (Number.isFinite(first) ? Math.max(0, wall(registeredAt) - first) : 0),
  );
}

function recoveryOf(move: Outcome, returns: readonly Chronicle[]): number | null {
  if (move.outcome === 'rolled-back') return recoveredIn(move, move.at);
  const back = returnFrom(move, returns);
  return back && returnedIn(back);
}

function stoppedIn({ chronicles }: SummaryRecords, period: Period): Figures['stopped'] {
  const carried = new Set(chronicles.flatMap(({ release }) => release.carries));
  const back = chronicles.filter(
    ({ release: { kind, phase, id } }) =>
      kind === 'prerelease' &&
      phase.kind === 'rolled-back' &&
      isIn(phase.at, period) &&
      !carried.has(id),
  );
  const crowds = back.map(({ release, turns }) =>
    turns.find((turn) => isFailing(release, turn) || turn.phase === 'rolling-back'),
  );
  const sum = (side: 'users' | 'oldUsers') =>
    crowds.reduce((total, turn) => total + (turn?.[side] ?? 0), 0);
  return { builds: back.length, met: sum('users'), spared: sum('oldUsers') };
}

/** The one in the middle; null of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.floor(sorted.length / 2)],
  ];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
