import { sound } from './kinds.ts';
import { chanceOf } from './random.ts';
import { liveSoak, rulerOf } from './soaks.ts';
import { worldOf } from './world.ts';

/** How fast a fault of one size is seen at one traffic, in minutes from the first request on. */
export type Detection = {
  readonly times: number;
  readonly perMinute: number;
  readonly usual: number;
  readonly soaks: number;
  /** How many were seen within the four hours. */
  readonly seen: number;
  readonly medianPage: number | null;
  readonly medianBack: number | null;
};

const sizes = [2, 3, 10] as const;
const traffics = [100, 1_000] as const;
const rates = [0.02, 0.01, 0.003, 0.001] as const;

/** Times of every size at every traffic, on calm servers. */
export function detections(soaks: number, firstSeed: number): readonly Detection[] {
  return sizes.flatMap((times) =>
    traffics.flatMap((perMinute) =>
      rates.map((usual) => detectionOf({ times, perMinute, usual, soaks }, firstSeed)),
    ),
  );
}

function detectionOf(
  size: Pick<Detection, 'times' | 'perMinute' | 'usual' | 'soaks'>,
  firstSeed: number,
): Detection {
  const { times, perMinute, usual, soaks } = size;
  const judged = Array.from({ length: soaks }, (_, number) => {
    const seed = firstSeed + 5 + number * 104_729 + times * 17;
    const fixed = { servers: 12, perMinute, usual, calm: true };
    const world = worldOf(chanceOf(seed), fixed);
    const fault = { ...sound, errors: () => times };
    return liveSoak(world, seed, fault, rulerOf(world, seed), [], undefined, 0.5).davy;
  });
  const paged = judged.flatMap(({ pagedAt }) => (pagedAt === null ? [] : [pagedAt]));
  return {
    ...size,
    seen: paged.length,
    medianPage: quantile(paged, 0.5),
    medianBack: quantile(
      judged.flatMap(({ backAt }) => (backAt === null ? [] : [backAt])),
      0.5,
    ),
  };
}

/** The value that this share of all is at most; null of nothing. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? null;
}
