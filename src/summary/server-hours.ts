import { isLast } from '../release/state/phase.ts';
import type { Chronicle, Turn } from '../release/state/turn.ts';
import { overlapOf, type Period } from './period.ts';

/** Servers × ms beside those that serve: what being careful costs. */
export type ServerTime = {
  /** Canaries, from their order until they are gone, or everybody is on their build. */
  readonly canaryMs: number;
  /** Stopped servers that are kept. */
  readonly spareMs: number;
};

/** Counts both within a period. */
export function serverTimeOf(
  chronicles: readonly Chronicle[],
  period: Period,
  now: number,
): ServerTime {
  const services = Map.groupBy(chronicles, ({ release }) => release.service).values();
  return {
    canaryMs: sum(chronicles.map((one) => canaryMs(one, period, now))),
    spareMs: sum([...services].map((mine) => spareMs(mine, period, now))),
  };
}

function canaryMs({ release, turns }: Chronicle, period: Period, now: number): number {
  if (release.kind !== 'prerelease') return 0;
  const stood = turns.filter(({ phase }) => phase !== 'queued' && phase !== 'requested');
  return sum(
    stood.map((turn, i) =>
      isLast(turn.phase)
        ? 0
        : release.plan.servers * overlapOf(turn.at, stood[i + 1]?.at ?? now, period),
    ),
  );
}

/**
 * Spares change by releases, so the number that one saw stands until another one saw otherwise, and
 * the first number stood before.
 */
function spareMs(chronicles: readonly Chronicle[], period: Period, now: number): number {
  const seen = chronicles
    .flatMap(({ turns }) => turns)
    .filter(({ event }) => event === 'observed')
    .toSorted((a, b) => a.at - b.at || a.seq - b.seq);
  const since = (turn: Turn, i: number) => (i === 0 ? Math.min(period.since, turn.at) : turn.at);
  return sum(
    seen.map(
      (turn, i) => (turn.spares ?? 0) * overlapOf(since(turn, i), seen[i + 1]?.at ?? now, period),
    ),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
