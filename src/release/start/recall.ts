import type { Line } from '../state/line.ts';
import type { Release } from '../state/release.ts';
import type { Recall } from '../state/remembered.ts';

/**
 * Why this pre-release has to come back, if it has to. While a release carries it, that release
 * decides.
 */
export function recallOf({ recalled, moving }: Line, { id }: Release): Recall | null {
  return moving?.carries.includes(id)
    ? null
    : (recalled.find(({ release }) => release === id) ?? null);
}

/** Recalls these as well; what is no longer open is forgotten. */
export function recall(line: Line, open: readonly Release[], more: readonly Recall[]): Line {
  const kept = line.recalled.filter(
    ({ release }) =>
      open.some(({ id }) => id === release) && !more.some((one) => one.release === release),
  );
  return { ...line, recalled: [...kept, ...more] };
}
