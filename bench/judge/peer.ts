import type { TraceLook } from './names.ts';

/** How a soak ended by somebody's judgement. */
export type Ending = 'released' | 'rolled-back' | 'asks';

/** Another judge of the same looks, as its users would have set it up. */
export type Peer = {
  /** True once it rolls back: it is then asked no more. */
  readonly rollsBack: (look: TraceLook) => boolean;
  readonly atEnd: () => Ending;
};

/** What both sides of a signal add up to in a look; null where a side is not there. */
export function sumsOf(
  look: TraceLook,
  wanted: (signal: string) => boolean,
): { bad: number; all: number; oldBad: number; oldAll: number } | null {
  const sum = { bad: 0, all: 0, oldBad: 0, oldAll: 0 };
  for (const { signal, side, bad, all } of look.counts) {
    if (!wanted(signal) || bad === null || all === null) continue;
    if (side === 'new') {
      sum.bad += bad;
      sum.all += all;
    } else {
      sum.oldBad += bad;
      sum.oldAll += all;
    }
  }
  return sum.all > 0 && sum.oldAll > 0 ? sum : null;
}
