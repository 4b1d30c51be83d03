import type { Box } from './cloud.ts';
import type { Dice } from './random.ts';

/**
 * A list that lies: at times it leaves out some servers, or all, for a while, and nothing happened
 * to them.
 */
export function makeLies(
  { dice, share, now }: { readonly dice: Dice; readonly share: number; readonly now: () => number },
  boxes: readonly Box[],
  note: (text: string) => void,
) {
  let lie: { readonly until: number; readonly hides: (box: Box) => boolean } | null = null;
  let until = Number.NEGATIVE_INFINITY;
  return {
    until: () => until,
    /** Leaves out what this names, and stays with it for so long. */
    hide(hides: (box: Box) => boolean, forMs = Number.POSITIVE_INFINITY): void {
      lie = { until: now() + forMs, hides };
      if (Number.isFinite(forMs)) until = now() + forMs;
    },
    isHidden(box: Box): boolean {
      if (lie !== null && now() < lie.until) return lie.hides(box);
      lie = null;
      if (!dice.chance(share)) return false;
      const one = dice.pick(boxes);
      const hides = dice.pick<(other: Box) => boolean>([
        () => true,
        ({ version }) => version === one.version,
        ({ id }) => id === one.id,
      ]);
      until = now() + dice.between(1_000, 20_000);
      lie = { until, hides };
      note(
        `world: the list leaves out ${boxes
          .filter(hides)
          .map(({ id }) => id)
          .join()}`,
      );
      return lie.hides(box);
    },
  };
}
